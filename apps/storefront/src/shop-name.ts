/** The shop's name: the server writes it into the page, so that it is known before the first request. */
export const shopName =
  document.querySelector<HTMLMetaElement>('meta[name="application-name"]')?.content ?? "Shop";
