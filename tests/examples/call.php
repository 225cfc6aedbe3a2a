<?php
/**
 * One call of the plugin: JSON in (`do`, and what that takes), JSON out.
 */

require __DIR__ . '/wordpress_stub.php';

$call = json_decode( stream_get_contents( STDIN ), true );
$told = array();
switch ( $call['do'] ) {
	case 'rest':
		Site::call( 'rest_api_init' );
		[ $told['status'], $told['content'] ] = rest_answer( $call['path'], $call['given'] );
		break;
	case 'save':
		Site::call( 'admin_init' );
		$sanitize      = Site::$settings['reuse_check']['sanitize_callback'];
		$told['saved'] = call_user_func( $sanitize, $call['given'] );
		$told['again'] = call_user_func( $sanitize, $told['saved'] );
		break;
	case 'page':
		Site::call( 'admin_menu' );
		ob_start();
		call_user_func( Site::$settings['page']['callback'] );
		$told['page']       = ob_get_clean();
		$told['capability'] = Site::$settings['page']['capability'];
		break;
	case 'editor':
		Site::call( 'enqueue_block_editor_assets' );
		$told['scripts'] = Site::$scripts;
		break;
	case 'uninstall':
		define( 'WP_UNINSTALL_PLUGIN', 'reuse-check/reuse-check.php' );
		require __DIR__ . '/../../examples/wordpress/reuse-check/uninstall.php';
		$told['options'] = Site::$options;
		break;
}
echo json_encode( $told + array( 'errors' => Site::$errors, 'meta' => Site::$meta, 'asked' => Site::$asked ) );
