import { escapeHtml } from "@dualtrack/commerce";

/**
 * Puts the shop's name into an app's page, for its title and its scripts: the page is built once for any shop, and has
 * the name before its first script runs.
 */
export function namePage(html: string, shopName: string): string {
  return html.replaceAll("%SHOP_NAME%", () => escapeHtml(shopName));
}
