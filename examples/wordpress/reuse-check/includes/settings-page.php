<?php
/**
 * The form under Settings > Reuse Check; included by Reuse_Check_Settings::render().
 *
 * @package Reuse_Check
 * @var array{url: string, outlet: string, lock: bool, token: string} $settings
 */

defined( 'ABSPATH' ) || exit;

$reuse_check_is_fixed = defined( 'REUSE_CHECK_TOKEN' );
?>
<div class="wrap">
	<h1><?php esc_html_e( 'Reuse Check', 'reuse-check' ); ?></h1>
	<p><?php esc_html_e( 'Before a post is published, its words are sent to this service, which says which of them were published before. The service keeps no draft, and neither does this plugin.', 'reuse-check' ); ?></p>
	<form method="post" action="options.php">
		<?php settings_fields( 'reuse-check' ); ?>
		<table class="form-table" role="presentation">
			<tr>
				<th scope="row"><label for="reuse-check-url"><?php esc_html_e( 'Address of the service', 'reuse-check' ); ?></label></th>
				<td>
					<input type="url" class="regular-text code" id="reuse-check-url" name="reuse_check[url]" value="<?php echo esc_attr( $settings['url'] ); ?>" placeholder="http://127.0.0.1:8765" aria-describedby="reuse-check-url-how">
					<p class="description" id="reuse-check-url-how"><?php esc_html_e( 'Where "reuse serve" listens. This server asks it, and nothing else; browsers never do.', 'reuse-check' ); ?></p>
				</td>
			</tr>
			<tr>
				<th scope="row"><label for="reuse-check-token"><?php esc_html_e( 'Token', 'reuse-check' ); ?></label></th>
				<td>
				<?php if ( $reuse_check_is_fixed ) : ?>
					<input type="text" class="regular-text" id="reuse-check-token" value="<?php esc_attr_e( 'It is set in wp-config.php.', 'reuse-check' ); ?>" disabled>
				<?php else : ?>
					<input type="password" class="regular-text" id="reuse-check-token" name="reuse_check[token]" value="" autocomplete="new-password" aria-describedby="reuse-check-token-how">
					<p class="description" id="reuse-check-token-how">
						<?php
						if ( '' === $settings['token'] ) {
							esc_html_e( 'There is no token yet. A service that listens elsewhere than on this machine wants one.', 'reuse-check' );
						} else {
							esc_html_e( 'There is a token; it is not shown. Leave this empty to keep it. It is forgotten when the address changes.', 'reuse-check' );
						}
						?>
					</p>
					<?php if ( '' !== $settings['token'] ) : ?>
						<label><input type="checkbox" name="reuse_check[forget]" value="1"> <?php esc_html_e( 'Forget the token', 'reuse-check' ); ?></label>
					<?php endif; ?>
				<?php endif; ?>
				</td>
			</tr>
			<tr>
				<th scope="row"><label for="reuse-check-outlet"><?php esc_html_e( 'Name of this outlet', 'reuse-check' ); ?></label></th>
				<td>
					<input type="text" class="regular-text" id="reuse-check-outlet" name="reuse_check[outlet]" value="<?php echo esc_attr( $settings['outlet'] ); ?>" aria-describedby="reuse-check-outlet-how">
					<p class="description" id="reuse-check-outlet-how"><?php esc_html_e( 'What this outlet wrote itself needs no credit.', 'reuse-check' ); ?></p>
				</td>
			</tr>
			<tr>
				<th scope="row"><?php esc_html_e( 'Missing credits', 'reuse-check' ); ?></th>
				<td>
					<label><input type="checkbox" name="reuse_check[lock]" value="1" <?php checked( $settings['lock'] ); ?>> <?php esc_html_e( 'Hold back publishing in the editor while a passage needs a credit', 'reuse-check' ); ?></label>
					<p class="description"><?php esc_html_e( 'Editors may go on by typing a reason, which is kept with the post. A draft that could not be checked is never held back; its author is told.', 'reuse-check' ); ?></p>
				</td>
			</tr>
		</table>
		<?php submit_button(); ?>
	</form>
</div>
