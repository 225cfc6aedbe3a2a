<?php
/**
 * One question to the service, and what it answers.
 *
 * @package Reuse_Check
 */

defined( 'ABSPATH' ) || exit;

/**
 * Asks the service of the settings, and no other; what is no verdict is an error in plain words.
 */
final class Reuse_Check_Service {

	private const TIMEOUT_SECONDS = 35; // The service ends a check after 30, if not told otherwise.
	private const MOST_BYTES      = 8 * MB_IN_BYTES;

	/**
	 * The verdict on a draft (`reuse.verdict/1`), or an error that says why there is none.
	 *
	 * @param array<string, string> $draft Its text, and what is known of it.
	 * @return array<string, mixed>|WP_Error
	 */
	public static function check( array $draft ) {
		$settings = Reuse_Check_Settings::all();
		if ( '' === $settings['url'] ) {
			return self::error( 'not_set', __( 'No service is set up yet. Who manages this site can do so under Settings, Reuse Check.', 'reuse-check' ) );
		}
		if ( '' !== $settings['outlet'] ) {
			$draft['outlet'] = $settings['outlet'];
		}
		$body = wp_json_encode( $draft );
		if ( false === $body ) {
			return self::error( 'not_text', __( 'The draft has characters that cannot be sent.', 'reuse-check' ) );
		}
		$answer = wp_remote_post( $settings['url'] . '/check', self::request( $body, $settings['token'] ) );
		if ( is_wp_error( $answer ) ) {
			// Its own message may hold the address of the service, which is for administrators.
			return self::error( 'no_answer', __( 'The service cannot be reached, or did not answer in time.', 'reuse-check' ) );
		}
		$status = (int) wp_remote_retrieve_response_code( $answer );
		if ( 200 !== $status ) {
			return self::error( 'no_verdict', self::plain_words( $status, $answer ) );
		}
		$verdict = json_decode( wp_remote_retrieve_body( $answer ), true );
		if ( ! Reuse_Check_Verdict::is_one( $verdict ) ) {
			return self::error( 'no_verdict', __( 'What answered is not the service, or another version of it.', 'reuse-check' ) );
		}
		return $verdict;
	}

	/**
	 * How the service is asked: for as long as it may take, and nowhere else than it is.
	 *
	 * NOTE: not wp_safe_remote_post, which refuses this machine and the newsroom's own network. The
	 * address is the setting; nothing that a request brings has a part in it.
	 *
	 * @param string $body  The question.
	 * @param string $token The token, '' for none.
	 * @return array<string, mixed>
	 */
	private static function request( string $body, string $token ): array {
		$headers = array(
			'Content-Type' => 'application/json',
			'Accept'       => 'application/json',
			'X-Request-Id' => wp_generate_uuid4(),
		);
		if ( '' !== $token ) {
			$headers['Authorization'] = 'Bearer ' . $token;
		}
		return array(
			'body'                => $body,
			'headers'             => $headers,
			'timeout'             => self::TIMEOUT_SECONDS,
			'redirection'         => 0,
			'limit_response_size' => self::MOST_BYTES,
			'user-agent'          => 'reuse-check/' . REUSE_CHECK_VERSION,
		);
	}

	/**
	 * What a status that is no verdict means for who wants to publish.
	 *
	 * @param int                  $status The status.
	 * @param array<string, mixed> $answer The answer.
	 */
	private static function plain_words( int $status, array $answer ): string {
		switch ( $status ) {
			case 401:
			case 403:
				return __( 'The service does not let this site in. Who manages the site can check the token under Settings, Reuse Check.', 'reuse-check' );
			case 408:
				return __( 'The draft took too long to arrive at the service. Try again.', 'reuse-check' );
			case 413:
				return __( 'The draft is too large for the service.', 'reuse-check' );
			case 422:
				return self::detail( $answer ) ?? __( 'The service cannot read the draft.', 'reuse-check' );
			case 503:
				$after = wp_remote_retrieve_header( $answer, 'retry-after' );
				return is_string( $after ) && ctype_digit( $after )
					/* translators: %s: a number of seconds. */
					? sprintf( __( 'Many drafts are being checked just now. Try again in %s seconds.', 'reuse-check' ), $after )
					: __( 'The service cannot check just now. Try again soon.', 'reuse-check' );
			case 504:
				return __( 'The check took too long, and was ended.', 'reuse-check' );
		}
		/* translators: 1: an HTTP status, 2: the id of a request. */
		$said = __( 'The service answered with status %1$d (request %2$s). Tell who runs it.', 'reuse-check' );
		return sprintf( $said, $status, sanitize_text_field( self::header( $answer, 'x-request-id' ) ) );
	}

	/**
	 * What the service itself says is wrong (RFC 9457).
	 *
	 * @param array<string, mixed> $answer The answer.
	 */
	private static function detail( array $answer ): ?string {
		$problem = json_decode( wp_remote_retrieve_body( $answer ), true );
		$detail  = is_array( $problem ) ? ( $problem['detail'] ?? null ) : null;
		return is_string( $detail ) && '' !== $detail ? sanitize_text_field( $detail ) : null;
	}

	/**
	 * A header of an answer; "-" for none.
	 *
	 * @param array<string, mixed> $answer The answer.
	 * @param string               $name   The header.
	 */
	private static function header( array $answer, string $name ): string {
		$value = wp_remote_retrieve_header( $answer, $name );
		return is_string( $value ) && '' !== $value ? $value : '-';
	}

	/**
	 * An error for the editor: 424, since something else did not answer.
	 *
	 * NOTE: not 502, whose words some proxies replace with a page of their own.
	 *
	 * @param string $code  Its code.
	 * @param string $words What it says.
	 */
	private static function error( string $code, string $words ): WP_Error {
		return new WP_Error( 'reuse_check_' . $code, $words, array( 'status' => 424 ) );
	}
}
