// @ts-check
/** Where the customer probably is: Stripe asks the network for it, offline there is only the browser's language. */
export const browserCountry = () => new Intl.Locale(navigator.language).maximize().region ?? "US";
