<?php
/**
 * A verdict of the service, reduced to what the editor shows.
 *
 * @package Reuse_Check
 */

defined( 'ABSPATH' ) || exit;

/**
 * What comes from the service is checked here, member by member; the rest of it stays here.
 */
final class Reuse_Check_Verdict {

	private const SCHEMA    = 'reuse.verdict/1';
	private const OUTCOMES  = array( 'fail', 'warn', 'pass' );
	private const DECISIONS = array( 'fail', 'warn', 'tell' );

	/**
	 * Whether some JSON is a verdict.
	 *
	 * @param mixed $said What was decoded.
	 */
	public static function is_one( $said ): bool {
		return is_array( $said )
			&& self::SCHEMA === ( $said['schema'] ?? null )
			&& in_array( $said['decision'] ?? null, self::OUTCOMES, true )
			&& is_array( $said['findings'] ?? null );
	}

	/**
	 * What the editor needs of a verdict.
	 *
	 * @param array<string, mixed> $verdict One.
	 * @return array<string, mixed>
	 */
	public static function for_editor( array $verdict ): array {
		$articles = array();
		foreach ( self::part( $verdict['report'] ?? null, 'articles' ) as $article ) {
			$articles[ self::text( $article, 'id' ) ] = $article;
		}
		$findings = array();
		foreach ( $verdict['findings'] as $finding ) {
			$findings[] = self::finding( $finding, $articles );
		}
		return array(
			'decision' => $verdict['decision'],
			'compared' => (int) ( $verdict['compared'] ?? 0 ),
			'findings' => $findings,
		);
	}

	/**
	 * What the editor needs of a finding.
	 *
	 * @param mixed                $finding  One.
	 * @param array<string, mixed> $articles The articles by id.
	 * @return array<string, mixed>
	 */
	private static function finding( $finding, array $articles ): array {
		$origin  = self::part( $finding, 'origin' );
		$also    = self::part( $finding, 'also_in' );
		$fix     = self::part( $finding, 'fix' );
		$article = $articles[ self::text( $also, 'article' ) ] ?? array();
		$said    = self::text( $finding, 'decision' );
		return array(
			'fingerprint' => self::text( $finding, 'fingerprint' ),
			// What is not known here is treated as the worst.
			'decision'    => in_array( $said, self::DECISIONS, true ) ? $said : 'fail',
			'reason'      => self::text( $finding, 'reason' ),
			'start'       => (int) ( $finding['start'] ?? 0 ),
			'end'         => (int) ( $finding['end'] ?? 0 ),
			'text'        => self::text( $finding, 'text' ),
			'certainty'   => self::text( $finding, 'certainty' ),
			'origin'      => array(
				'outlet'     => self::text( $origin, 'outlet' ),
				'confidence' => self::text( $origin, 'confidence' ),
			),
			'alsoIn'      => array(
				'title'     => self::text( $article, 'title' ),
				'outlet'    => self::text( $article, 'outlet' ),
				'published' => self::text( $article, 'published' ),
				'url'       => self::address( self::text( $also, 'url' ) ),
			),
			'steps'       => self::steps( self::part( $fix, 'steps' ) ),
			'credit'      => self::text( $fix, 'credit' ),
			'creditAt'    => is_int( $fix['credit_at'] ?? null ) ? $fix['credit_at'] : null,
			'link'        => self::address( self::text( $fix, 'link' ) ),
		);
	}

	/**
	 * The steps to take, as sentences.
	 *
	 * @param array<mixed> $steps The steps.
	 * @return list<array{kind: string, words: string}>
	 */
	private static function steps( array $steps ): array {
		$told = array();
		foreach ( $steps as $step ) {
			$told[] = array(
				'kind'  => self::text( $step, 'kind' ),
				'words' => self::text( $step, 'words' ),
			);
		}
		return $told;
	}

	/**
	 * A web address that a browser may follow; '' for none.
	 *
	 * @param string $url An address.
	 */
	private static function address( string $url ): string {
		return '' === $url ? '' : esc_url_raw( $url, array( 'https', 'http' ) );
	}

	/**
	 * A member that is text; '' for whatever else.
	 *
	 * @param mixed  $of   An object, it should be.
	 * @param string $name The member.
	 */
	private static function text( $of, string $name ): string {
		return is_array( $of ) && is_string( $of[ $name ] ?? null ) ? $of[ $name ] : '';
	}

	/**
	 * A member that has members; none for whatever else.
	 *
	 * @param mixed  $of   An object, it should be.
	 * @param string $name The member.
	 * @return array<mixed>
	 */
	private static function part( $of, string $name ): array {
		return is_array( $of ) && is_array( $of[ $name ] ?? null ) ? $of[ $name ] : array();
	}
}
