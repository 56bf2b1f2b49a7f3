/** On whose page a customer pays: the shop's own, or Stripe's. */
export const paymentPages = ["shop", "stripe"] as const;
export type PaymentPage = (typeof paymentPages)[number];

/** What happens to an authorization whose order has not shipped when it runs out: the order is cancelled, or it is charged a day before. */
export const authorizationEnds = ["release", "capture"] as const;
export type AuthorizationEnd = (typeof authorizationEnds)[number];

/** What staff set: one of them, or that the customer chooses. */
export const paymentPageSettings = [...paymentPages, "choice"] as const;
export type PaymentPageSetting = (typeof paymentPageSettings)[number];
