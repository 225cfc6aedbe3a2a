<?php
/**
 * What the site says of the service, and the page where it says so.
 *
 * @package Reuse_Check
 */

defined( 'ABSPATH' ) || exit;

/**
 * The settings, which only who manages the site may see; the token is shown to nobody.
 */
final class Reuse_Check_Settings {

	public const OPTION = 'reuse_check';

	private const PAGE        = 'reuse-check';
	private const LOCAL_HOSTS = array( 'localhost', '127.0.0.1', '[::1]' );
	private const TOKEN       = '~^[A-Za-z0-9._\~+/-]+=*$~D';

	/**
	 * The settings, with their defaults.
	 *
	 * @return array{url: string, outlet: string, lock: bool, token: string}
	 */
	public static function all(): array {
		$saved = get_option( self::OPTION, array() );
		$saved = is_array( $saved ) ? $saved : array();
		$token = defined( 'REUSE_CHECK_TOKEN' ) ? constant( 'REUSE_CHECK_TOKEN' ) : ( $saved['token'] ?? '' );
		return array(
			'url'    => (string) ( $saved['url'] ?? '' ),
			'outlet' => (string) ( $saved['outlet'] ?? get_bloginfo( 'name' ) ),
			'lock'   => (bool) ( $saved['lock'] ?? false ),
			'token'  => (string) $token,
		);
	}

	/**
	 * What the editor's script may know; neither address nor token is among it.
	 *
	 * @return array<string, bool>
	 */
	public static function for_editor(): array {
		return array(
			'lock'       => self::all()['lock'],
			'mayRelease' => self::may_release(),
		);
	}

	/**
	 * Whether the user may publish although a credit is missing.
	 */
	public static function may_release(): bool {
		/**
		 * Filters the capability that lets a user publish, with a reason, although a credit is missing.
		 *
		 * @param string $capability By default one that editors and administrators have.
		 */
		return current_user_can( apply_filters( 'reuse_check_release_capability', 'edit_others_posts' ) );
	}

	/**
	 * Registers the settings; options.php checks nonce and capability before it saves them.
	 */
	public static function register(): void {
		register_setting(
			self::PAGE,
			self::OPTION,
			array(
				'type'              => 'array',
				'sanitize_callback' => array( __CLASS__, 'sanitize' ),
				'show_in_rest'      => false,
			)
		);
	}

	/**
	 * Adds the page under Settings.
	 */
	public static function add_page(): void {
		$title = __( 'Reuse Check', 'reuse-check' );
		add_options_page( $title, $title, 'manage_options', self::PAGE, array( __CLASS__, 'render' ) );
	}

	/**
	 * The settings as they may be kept.
	 *
	 * An empty token field keeps the token, unless the address changes: a token is for one address,
	 * and who does not know it must not be able to have it sent to another.
	 *
	 * NOTE: WordPress calls this twice when the option is new; the second call changes nothing.
	 *
	 * @param mixed $given What the form sent.
	 * @return array{url: string, outlet: string, lock: bool, token: string}
	 */
	public static function sanitize( $given ): array {
		$given = is_array( $given ) ? $given : array();
		$now   = get_option( self::OPTION, array() );
		$now   = is_array( $now ) ? $now : array();
		$url   = self::clean_url( self::text( $given, 'url' ) );
		$token = self::text( $given, 'token' );
		if ( null === $url ) {
			self::complain( 'url', __( 'The address was not saved. It must be https (http only for this machine), with nothing but host, port and path.', 'reuse-check' ) );
			$url = (string) ( $now['url'] ?? '' );
		}
		if ( '' !== $token && ! preg_match( self::TOKEN, $token ) ) {
			self::complain( 'token', __( 'The token was not saved. It is made of letters, digits and . _ ~ + / - only.', 'reuse-check' ) );
			$token = '';
		}
		$is_same = ( $now['url'] ?? '' ) === $url;
		if ( '' === $token && $is_same && empty( $given['forget'] ) ) {
			$token = (string) ( $now['token'] ?? '' );
		}
		return array(
			'url'    => $url,
			'outlet' => sanitize_text_field( self::text( $given, 'outlet' ) ),
			'lock'   => ! empty( $given['lock'] ),
			'token'  => $token,
		);
	}

	/**
	 * The page.
	 */
	public static function render(): void {
		if ( ! current_user_can( 'manage_options' ) ) {
			return;
		}
		$settings = self::all();
		require __DIR__ . '/settings-page.php';
	}

	/**
	 * An address without a slash at its end; '' for none, null for one that may not be asked.
	 *
	 * Plain http would show draft and token to whoever is on the way. A network that is trusted
	 * can say so in wp-config.php: define( 'REUSE_CHECK_ALLOW_HTTP', true ).
	 *
	 * @param string $said What was typed.
	 */
	private static function clean_url( string $said ): ?string {
		if ( '' === $said ) {
			return '';
		}
		$parts = wp_parse_url( $said );
		$known = array( 'scheme', 'host', 'port', 'path' );
		if ( ! is_array( $parts ) || array_diff( array_keys( $parts ), $known ) || empty( $parts['host'] ) ) {
			return null;
		}
		$scheme = strtolower( $parts['scheme'] ?? '' );
		$is_http = 'http' === $scheme && ( in_array( strtolower( $parts['host'] ), self::LOCAL_HOSTS, true ) || self::allows_http() );
		if ( 'https' !== $scheme && ! $is_http ) {
			return null;
		}
		$clean = esc_url_raw( $said, array( 'https', 'http' ) );
		return '' === $clean ? null : untrailingslashit( $clean );
	}

	/**
	 * Whether wp-config.php trusts the network between this server and the service.
	 */
	private static function allows_http(): bool {
		return defined( 'REUSE_CHECK_ALLOW_HTTP' ) && constant( 'REUSE_CHECK_ALLOW_HTTP' );
	}

	/**
	 * A field as text, without space around it.
	 *
	 * @param array<mixed> $given What the form sent.
	 * @param string       $name  The field.
	 */
	private static function text( array $given, string $name ): string {
		return is_string( $given[ $name ] ?? null ) ? trim( $given[ $name ] ) : '';
	}

	/**
	 * Tells on the page what was not saved.
	 *
	 * @param string $field The field.
	 * @param string $words What is wrong.
	 */
	private static function complain( string $field, string $words ): void {
		add_settings_error( self::OPTION, $field, $words );
	}
}
