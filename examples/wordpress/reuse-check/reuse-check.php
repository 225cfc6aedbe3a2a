<?php
/**
 * Plugin Name:       Reuse Check
 * Description:       Shows, before a post is published, which of its words were published before, and which credit they need. Asks your newsroom's own "reuse serve".
 * Version:           0.1.0
 * Requires at least: 6.6
 * Requires PHP:      8.0
 * License:           Apache-2.0
 * License URI:       https://www.apache.org/licenses/LICENSE-2.0
 * Text Domain:       reuse-check
 *
 * @package Reuse_Check
 */

defined( 'ABSPATH' ) || exit;

define( 'REUSE_CHECK_VERSION', '0.1.0' );

require_once __DIR__ . '/includes/class-reuse-check-settings.php';
require_once __DIR__ . '/includes/class-reuse-check-service.php';
require_once __DIR__ . '/includes/class-reuse-check-verdict.php';
require_once __DIR__ . '/includes/class-reuse-check-routes.php';

add_action( 'admin_init', array( 'Reuse_Check_Settings', 'register' ) );
add_action( 'admin_menu', array( 'Reuse_Check_Settings', 'add_page' ) );
add_action( 'rest_api_init', array( 'Reuse_Check_Routes', 'register' ) );
add_action( 'enqueue_block_editor_assets', 'reuse_check_enqueue' );

/**
 * Gives the editor of posts its script, its style and what they need to know; no secret is among it.
 */
function reuse_check_enqueue() {
	$screen = get_current_screen();
	if ( ! $screen || 'post' !== $screen->base ) {
		return;
	}
	$needs = array( 'wp-api-fetch', 'wp-block-editor', 'wp-blocks', 'wp-data', 'wp-editor', 'wp-element', 'wp-i18n', 'wp-plugins', 'wp-rich-text' );
	wp_enqueue_script( 'reuse-check', plugins_url( 'editor.js', __FILE__ ), $needs, REUSE_CHECK_VERSION, true );
	wp_enqueue_style( 'reuse-check', plugins_url( 'editor.css', __FILE__ ), array(), REUSE_CHECK_VERSION );
	wp_set_script_translations( 'reuse-check', 'reuse-check' );
	wp_add_inline_script(
		'reuse-check',
		'window.reuseCheck = ' . wp_json_encode( Reuse_Check_Settings::for_editor(), JSON_HEX_TAG | JSON_HEX_AMP ) . ';',
		'before'
	);
}
