// @ts-check
/**
 * Writes amounts in minor units as the customer's language does.
 * @param {string} currency @param {string | null} locale of the session; the browser's without one
 * @returns {(amount: number) => string}
 */
export function moneyWriter(currency, locale) {
  const format = new Intl.NumberFormat(languageOf(locale), {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
  });
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  return (amount) => format.format(amount / 10 ** maximumFractionDigits);
}

/** @param {string | null} locale */
function languageOf(locale) {
  return !locale || locale === "auto" ? navigator.language : locale;
}
