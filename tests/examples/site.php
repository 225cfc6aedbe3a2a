<?php
/**
 * The stand-in site for PHP's own server: the editor page, its files, and the plugin's routes.
 *
 * The nonce is checked as WordPress does for a request that comes with a cookie.
 */

$path  = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
$files = array(
	'/editor.html'                          => array( __DIR__ . '/editor.html', 'text/html' ),
	'/standin.js'                           => array( __DIR__ . '/standin.js', 'text/javascript' ),
	'/react.production.min.js'              => array( __DIR__ . '/vendor/react/react.production.min.js', 'text/javascript' ),
	'/react-dom.production.min.js'          => array( __DIR__ . '/vendor/react/react-dom.production.min.js', 'text/javascript' ),
	'/plugin/editor.js'                     => array( __DIR__ . '/../../examples/wordpress/reuse-check/editor.js', 'text/javascript' ),
	'/plugin/editor.css'                    => array( __DIR__ . '/../../examples/wordpress/reuse-check/editor.css', 'text/css' ),
);
if ( isset( $files[ $path ] ) ) {
	[ $file, $type ] = $files[ $path ];
	header( "Content-Type: $type; charset=utf-8" );
	readfile( $file );
	return;
}

require __DIR__ . '/wordpress_stub.php';

if ( '/settings.js' === $path ) {
	Site::call( 'enqueue_block_editor_assets' );
	header( 'Content-Type: text/javascript; charset=utf-8' );
	echo Site::$scripts['before'];
	return;
}

Site::call( 'rest_api_init' );
[ $status, $content ] = 'a-nonce' === ( $_SERVER['HTTP_X_WP_NONCE'] ?? '' )
	? rest_answer( substr( $path, strlen( '/wp-json' ) ), json_decode( file_get_contents( 'php://input' ), true ) )
	: array( 403, array( 'code' => 'rest_cookie_invalid_nonce', 'message' => 'Cookie check failed' ) );
http_response_code( $status );
header( 'Content-Type: application/json; charset=utf-8' );
echo json_encode( $content );
