// @ts-check
/** @typedef {{ type: "apple_pay" | "google_pay", option: string, name: string, needs: string }} Wallet */

/** What a browser must have for a wallet to be offered. @type {Wallet[]} */
const wallets = [
  { type: "apple_pay", option: "applePay", name: "Apple Pay", needs: "ApplePaySession" },
  { type: "google_pay", option: "googlePay", name: "Google Pay", needs: "PaymentRequest" },
];

/**
 * The wallets that are offered, in the shop's order.
 * @param {Record<string, any>} options of the Express Checkout Element @param {object} browser its `window`
 */
export function availableWallets({ paymentMethods = {}, paymentMethodOrder = [] }, browser) {
  const rank = (/** @type {Wallet} */ { type, option }) => {
    const place = paymentMethodOrder.findIndex(
      (/** @type {string} */ name) => name === option || name === type,
    );
    return place === -1 ? paymentMethodOrder.length : place;
  };
  return wallets
    .filter(({ option, needs }) => {
      const wanted = paymentMethods[option] ?? "auto";
      return wanted === "always" || (wanted === "auto" && needs in browser);
    })
    .sort((a, b) => rank(a) - rank(b));
}
