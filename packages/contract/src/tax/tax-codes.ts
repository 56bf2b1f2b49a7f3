/**
 * What a product is for tax: a category, or one of Stripe's product tax codes (`txcd_…`). A code without a rate of its own is taxed
 * by the standard rate, and `zero` not at all.
 * @see https://docs.stripe.com/tax/tax-codes
 */
export const taxCategories = ["standard", "reduced", "zero"] as const;
export type TaxCategory = (typeof taxCategories)[number];

/** Stripe's codes of what is never taxed, and of shipping. */
export const nontaxableCode = "txcd_00000000";
export const shippingTaxCode = "txcd_92010001";

export const taxCodePattern = /^(standard|reduced|zero|txcd_\d{8})$/;

/** Stripe's term: whether prices contain tax, or it is added to them. */
export const taxBehaviors = ["inclusive", "exclusive"] as const;
export type TaxBehavior = (typeof taxBehaviors)[number];

/** The most of each that a shop can have; `rate` is 100 % in parts per million. */
export const taxLimits = { rates: 400, registrations: 200, name: 40, rate: 1_000_000 };
