// @ts-check
/** Everything else Stripe's types promise: there, so that libraries find it, and honest when called. */

/** Resolve to `{ error }`, as they do when Stripe refuses. */
export const uncovered = [
  ...["AcssDebit", "Affirm", "AfterpayClearpay", "Alipay", "AuBecsDebit", "Bancontact", "Billie", "Blik"],
  ...["Boleto", "Cashapp", "CustomerBalance", "Eps", "Fpx", "Giropay", "GrabPay", "Ideal", "Klarna"],
  ...["Konbini", "Mobilepay", "Multibanco", "Oxxo", "P24", "PayByBank", "PayNow", "PayPal", "Pix"],
  ...["PromptPay", "SepaDebit", "Sofort", "Twint", "UsBankAccount", "WechatPay"],
]
  .map((method) => `confirm${method}Payment`)
  .concat(
    ["AcssDebit", "AmazonPay", "AuBecsDebit", "BacsDebit", "Bancontact", "Blik", "Cashapp", "Ideal"].map(
      (method) => `confirm${method}Setup`,
    ),
    ["PayPal", "SepaDebit", "Sofort", "UsBankAccount"].map((method) => `confirm${method}Setup`),
    ["createToken", "createSource", "createRadarSession", "verifyIdentity"],
    ["collectBankAccountForPayment", "collectBankAccountForSetup", "collectBankAccountToken"],
    ["collectFinancialConnectionsAccounts", "createEphemeralKeyNonce", "processOrder", "retrieveOrder"],
    ["verifyMicrodepositsForPayment", "verifyMicrodepositsForSetup"],
  );

/** Return promises of something else than `{ error }`, so they reject. */
export const rejecting = ["initializePricing"];

/** Return at once, so they throw. */
export const throwing = ["initCheckoutElementsSdk", "initCheckoutFormSdk", "paymentRequest"];
