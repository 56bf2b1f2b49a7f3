import { escapeHtml } from "@dualtrack/commerce";

/**
 * An app's page with the shop's name in its title and for its scripts: built once for any shop, it bears the name before
 * the first script runs.
 */
export function namePage(html: string, shopName: string): string {
  return html.replaceAll("%SHOP_NAME%", () => escapeHtml(shopName));
}
