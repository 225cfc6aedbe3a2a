<?php
/**
 * What the editor may ask this site.
 *
 * @package Reuse_Check
 */

defined( 'ABSPATH' ) || exit;

/**
 * Two routes: check a draft, and go on with a reason although a credit is missing.
 *
 * WordPress checks the nonce of a request that comes with a cookie (X-WP-Nonce, which
 * wp.apiFetch sends) before the capabilities are looked at here.
 */
final class Reuse_Check_Routes {

	private const SPACE        = 'reuse-check/v1';
	private const META         = '_reuse_check_release';
	private const MOST_REASON  = 500;
	private const MOST_FINDING = 1000;

	/**
	 * Registers the routes.
	 */
	public static function register(): void {
		// NOTE: no sanitize_callback: words are compared as they stand, nothing is cut or trimmed.
		$text = array(
			'type'    => 'string',
			'default' => '',
		);
		$post = array(
			'type'     => 'integer',
			'required' => true,
			'minimum'  => 1,
		);
		register_rest_route(
			self::SPACE,
			'/check',
			array(
				'methods'             => 'POST',
				'callback'            => array( __CLASS__, 'check' ),
				'permission_callback' => array( __CLASS__, 'may_edit' ),
				'args'                => array(
					'post'      => $post,
					'text'      => array( 'required' => true ) + $text,
					'title'     => $text,
					'published' => $text,
				),
			)
		);
		register_rest_route(
			self::SPACE,
			'/release',
			array(
				'methods'             => 'POST',
				'callback'            => array( __CLASS__, 'release' ),
				'permission_callback' => array( __CLASS__, 'may_release' ),
				'args'                => array(
					'post'         => $post,
					'reason'       => array( 'required' => true ) + $text,
					'fingerprints' => array(
						'type'     => 'array',
						'required' => true,
						'maxItems' => self::MOST_FINDING,
						'items'    => array(
							'type'    => 'string',
							'pattern' => '^[0-9a-f]{1,64}$',
						),
					),
				),
			)
		);
	}

	/**
	 * Whether the user may edit the post in question.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public static function may_edit( WP_REST_Request $request ): bool {
		return current_user_can( 'edit_post', (int) $request->get_param( 'post' ) );
	}

	/**
	 * Whether the user may also publish it although a credit is missing.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public static function may_release( WP_REST_Request $request ): bool {
		return self::may_edit( $request ) && Reuse_Check_Settings::may_release();
	}

	/**
	 * What the service says of a draft; nothing of it is kept.
	 *
	 * @param WP_REST_Request $request The request.
	 * @return WP_REST_Response|WP_Error
	 */
	public static function check( WP_REST_Request $request ) {
		$text = (string) $request->get_param( 'text' );
		if ( '' === trim( $text ) ) {
			return new WP_Error( 'reuse_check_empty', __( 'There are no words to check yet.', 'reuse-check' ), array( 'status' => 422 ) );
		}
		$draft = array( 'text' => $text );
		$title = sanitize_text_field( html_entity_decode( (string) $request->get_param( 'title' ), ENT_QUOTES, 'UTF-8' ) );
		if ( '' !== $title ) {
			$draft['title'] = wp_html_excerpt( $title, 400 );
		}
		$published = (string) $request->get_param( 'published' );
		if ( preg_match( '/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?)?$/D', $published ) ) {
			$draft['published'] = $published;
		}
		$verdict = Reuse_Check_Service::check( $draft );
		if ( is_wp_error( $verdict ) ) {
			return $verdict;
		}
		return self::fresh( Reuse_Check_Verdict::for_editor( $verdict ) );
	}

	/**
	 * Keeps with a post who goes on, why, and about which findings; no word of the draft.
	 *
	 * @param WP_REST_Request $request The request.
	 * @return WP_REST_Response|WP_Error
	 */
	public static function release( WP_REST_Request $request ) {
		$reason = wp_html_excerpt( sanitize_text_field( (string) $request->get_param( 'reason' ) ), self::MOST_REASON );
		if ( '' === $reason ) {
			return new WP_Error( 'reuse_check_reason', __( 'Type a reason first.', 'reuse-check' ), array( 'status' => 422 ) );
		}
		$kept = array(
			'user'         => get_current_user_id(),
			'time'         => gmdate( 'c' ),
			'reason'       => $reason,
			'fingerprints' => array_values( (array) $request->get_param( 'fingerprints' ) ),
		);
		if ( ! add_post_meta( (int) $request->get_param( 'post' ), self::META, wp_slash( $kept ) ) ) {
			return new WP_Error( 'reuse_check_kept', __( 'The reason could not be kept. Try again.', 'reuse-check' ), array( 'status' => 500 ) );
		}
		return self::fresh( array( 'released' => $kept['fingerprints'] ) );
	}

	/**
	 * An answer that nothing on the way keeps.
	 *
	 * @param array<string, mixed> $content The answer.
	 */
	private static function fresh( array $content ): WP_REST_Response {
		$answer = new WP_REST_Response( $content );
		$answer->header( 'Cache-Control', 'no-store' );
		return $answer;
	}
}
