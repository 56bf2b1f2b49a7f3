/** The shop's name: the server writes it into the page, so that it is there before anything is asked. */
export const shopName =
  document.querySelector<HTMLMetaElement>('meta[name="application-name"]')?.content ?? "Shop";
