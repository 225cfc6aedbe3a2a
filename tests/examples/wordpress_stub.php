<?php
/**
 * As much of WordPress as the plugin uses, for a process that answers one request.
 *
 * What the site is like comes as JSON in the environment's REUSE_SITE: options, capabilities. The
 * functions have the names and the manners of WordPress 6.6; requests really go out.
 */

define( 'ABSPATH', __DIR__ . '/' );
define( 'MB_IN_BYTES', 1048576 );

set_error_handler(
	function ( $level, $message, $file, $line ) {
		if ( ! ( error_reporting() & $level ) ) {
			return false; // Silenced with @.
		}
		throw new ErrorException( $message, 0, $level, $file, $line );
	}
);

final class Site {
	public static array $options  = array();
	public static array $can      = array();
	public static array $hooks    = array();
	public static array $routes   = array();
	public static array $settings = array();
	public static array $errors   = array();
	public static array $meta     = array();
	public static array $scripts  = array();
	public static array $asked    = array();

	public static function start(): void {
		$said          = json_decode( getenv( 'REUSE_SITE' ) ?: '{}', true );
		self::$options = $said['options'] ?? array();
		self::$can     = $said['can'] ?? array( 'edit_post' => true );
		foreach ( $said['constants'] ?? array() as $name => $value ) {
			define( $name, $value );
		}
	}

	public static function call( string $hook ): void {
		foreach ( self::$hooks[ $hook ] ?? array() as $callback ) {
			$callback();
		}
	}
}

class WP_Error {
	public function __construct( public string $code, public string $message, public mixed $data = array() ) {}
	public function get_error_code() { return $this->code; }
	public function get_error_message() { return $this->message; }
}

class WP_REST_Request {
	public function __construct( private array $params ) {}
	public function get_param( $name ) { return $this->params[ $name ] ?? null; }
	public function set_param( $name, $value ) { $this->params[ $name ] = $value; }
}

class WP_REST_Response {
	public array $headers = array();
	public function __construct( public mixed $data = null, public int $status = 200 ) {}
	public function header( $name, $value ) { $this->headers[ $name ] = $value; }
}

// Hooks, words.
function add_action( $hook, $callback ) { Site::$hooks[ $hook ][] = $callback; }
function apply_filters( $hook, $value ) { return $value; }
function __( $text, $domain ) { return $text; }
function esc_html( $text ) { return htmlspecialchars( $text, ENT_QUOTES, 'UTF-8' ); }
function esc_attr( $text ) { return esc_html( $text ); }
function esc_html_e( $text, $domain ) { echo esc_html( $text ); }
function esc_attr_e( $text, $domain ) { echo esc_html( $text ); }
function checked( $is ) { echo $is ? "checked='checked'" : ''; }
function untrailingslashit( $text ) { return rtrim( $text, '/\\' ); }
function wp_slash( $value ) { return is_array( $value ) ? array_map( 'wp_slash', $value ) : ( is_string( $value ) ? addslashes( $value ) : $value ); }
function wp_unslash( $value ) { return is_array( $value ) ? array_map( 'wp_unslash', $value ) : ( is_string( $value ) ? stripslashes( $value ) : $value ); }
function wp_json_encode( $data, $flags = 0 ) { return json_encode( $data, $flags ); }
function wp_parse_url( $url ) { return parse_url( $url ); }
function wp_html_excerpt( $text, $count ) { return implode( '', array_slice( preg_split( '//u', strip_tags( $text ), -1, PREG_SPLIT_NO_EMPTY ), 0, $count ) ); }
function sanitize_text_field( $text ) { return trim( preg_replace( '/[\r\n\t ]+/', ' ', strip_tags( $text ) ) ); }
function esc_url_raw( $url, $protocols ) {
	$url    = preg_replace( '|[^a-z0-9-~+_.?#=!&;,/:%@$\|*\'()\[\]\x80-\xff]|i', '', $url );
	$scheme = strtolower( (string) parse_url( $url, PHP_URL_SCHEME ) );
	return in_array( $scheme, $protocols, true ) ? $url : '';
}

// The site, its users and posts.
function get_bloginfo( $what ) { return 'The Lamp'; }
function get_option( $name, $default = false ) { return Site::$options[ $name ] ?? $default; }
function delete_option( $name ) { unset( Site::$options[ $name ] ); }
function current_user_can( $capability, ...$of ) { return ! empty( Site::$can[ $capability ] ); }
function get_current_user_id() { return 7; }
function add_post_meta( $post, $key, $value ) {
	Site::$meta[] = array( 'post' => $post, 'key' => $key, 'value' => wp_unslash( $value ) );
	return count( Site::$meta );
}
function delete_post_meta_by_key( $key ) { Site::$meta[] = array( 'deleted' => $key ); }
function register_setting( $group, $name, $known ) { Site::$settings[ $name ] = $known; }
function add_options_page( $title, $menu, $capability, $slug, $callback ) { Site::$settings['page'] = compact( 'capability', 'callback' ); }
function settings_fields( $group ) { echo '<input type="hidden" name="_wpnonce" value="a-nonce">'; }
function submit_button() { echo '<button>Save Changes</button>'; }
function add_settings_error( $setting, $code, $message ) { Site::$errors[] = $code; }

// The editor.
function get_current_screen() { return (object) array( 'base' => 'post' ); }
function plugins_url( $path, $file ) { return '/plugin/' . $path; }
function wp_enqueue_script( $handle, $url, $needs ) { Site::$scripts['script'] = array( 'url' => $url, 'needs' => $needs ); }
function wp_enqueue_style( $handle, $url ) { Site::$scripts['style'] = $url; }
function wp_set_script_translations( $handle, $domain ) {}
function wp_add_inline_script( $handle, $script, $position ) { Site::$scripts['before'] = $script; }

// Requests.
function wp_generate_uuid4() { return '00000000-0000-4000-8000-000000000000'; }
function is_wp_error( $value ) { return $value instanceof WP_Error; }
function wp_remote_post( $url, $given ) {
	Site::$asked[] = array( 'url' => $url, 'timeout' => $given['timeout'] );
	$lines         = array( 'User-Agent: ' . $given['user-agent'], 'Connection: close' );
	foreach ( $given['headers'] as $name => $value ) {
		$lines[] = "$name: $value";
	}
	$http = array(
		'method'          => 'POST',
		'header'          => $lines,
		'content'         => $given['body'],
		'timeout'         => min( $given['timeout'], (float) ( getenv( 'REUSE_TIMEOUT' ) ?: 60 ) ),
		'follow_location' => $given['redirection'] > 0 ? 1 : 0,
		'ignore_errors'   => true,
	);
	$body = @file_get_contents( $url, false, stream_context_create( array( 'http' => $http ) ), 0, $given['limit_response_size'] );
	if ( false === $body || empty( $http_response_header ) ) {
		return new WP_Error( 'http_request_failed', "cURL error 7: Failed to connect to $url" );
	}
	$answer = array( 'body' => $body, 'code' => (int) explode( ' ', $http_response_header[0] )[1], 'headers' => array() );
	foreach ( array_slice( $http_response_header, 1 ) as $line ) {
		[ $name, $value ] = array_map( 'trim', explode( ':', $line, 2 ) );
		$answer['headers'][ strtolower( $name ) ] = $value;
	}
	return $answer;
}
function wp_remote_retrieve_response_code( $answer ) { return $answer['code']; }
function wp_remote_retrieve_body( $answer ) { return $answer['body']; }
function wp_remote_retrieve_header( $answer, $name ) { return $answer['headers'][ strtolower( $name ) ] ?? ''; }

// REST: what WordPress does before and after a callback.
function register_rest_route( $space, $route, $known ) { Site::$routes[ "/$space$route" ] = $known; }

function rest_fits( mixed $value, array $known ): bool {
	if ( 'array' === $known['type'] ) {
		$fits = is_array( $value ) && array_is_list( $value ) && count( $value ) <= ( $known['maxItems'] ?? PHP_INT_MAX );
		return $fits && ! array_filter( $value, fn( $one ) => ! rest_fits( $one, $known['items'] ) );
	}
	if ( 'integer' === $known['type'] ) {
		return is_int( $value ) && $value >= ( $known['minimum'] ?? PHP_INT_MIN );
	}
	return is_string( $value ) && ( ! isset( $known['pattern'] ) || 1 === preg_match( '#' . $known['pattern'] . '#u', $value ) );
}

/** The status and the content of the answer to a POST. */
function rest_answer( string $path, mixed $given ): array {
	$known = Site::$routes[ $path ] ?? null;
	if ( null === $known || ! is_array( $given ) ) {
		return array( 404, array( 'code' => 'rest_no_route', 'message' => 'No route was found.' ) );
	}
	$request = new WP_REST_Request( $given );
	foreach ( $known['args'] as $name => $arg ) {
		if ( ! array_key_exists( $name, $given ) ) {
			if ( ! empty( $arg['required'] ) ) {
				return array( 400, array( 'code' => 'rest_missing_callback_param', 'message' => "Missing parameter(s): $name" ) );
			}
			$request->set_param( $name, $arg['default'] );
		} elseif ( ! rest_fits( $given[ $name ], $arg ) ) {
			return array( 400, array( 'code' => 'rest_invalid_param', 'message' => "Invalid parameter(s): $name" ) );
		}
	}
	if ( ! call_user_func( $known['permission_callback'], $request ) ) {
		return array( 403, array( 'code' => 'rest_forbidden', 'message' => 'Sorry, you are not allowed to do that.' ) );
	}
	$answer = call_user_func( $known['callback'], $request );
	if ( is_wp_error( $answer ) ) {
		return array( $answer->data['status'], array( 'code' => $answer->code, 'message' => $answer->message, 'data' => $answer->data ) );
	}
	return array( $answer->status, $answer->data );
}

Site::start();
require __DIR__ . '/../../examples/wordpress/reuse-check/reuse-check.php';
