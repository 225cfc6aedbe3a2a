<?php
/**
 * Removes everything that the plugin has written: its settings, and the reasons kept with posts.
 *
 * @package Reuse_Check
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

delete_option( 'reuse_check' );
delete_post_meta_by_key( '_reuse_check_release' );
