/** The shop's name: the server writes it into the page, so that it is known before the first request. */
export let shopName =
  globalThis.document?.querySelector<HTMLMetaElement>('meta[name="application-name"]')?.content ?? "Shop";

/** For the server, which draws pages without having one. */
export function nameShop(name: string): void {
  shopName = name;
}
