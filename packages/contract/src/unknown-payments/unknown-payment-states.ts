/** State of a payment that the database had lost; `open`: staff must decide. */
export const unknownPaymentStates = ["open", "restored", "refunded", "ignored"] as const;
export type UnknownPaymentState = (typeof unknownPaymentStates)[number];

/** Why the order of such a payment could not be restored. */
export const unknownPaymentProblems = [
  "not_described",
  "incomplete",
  "sums_differ",
  "sku_missing",
  "out_of_stock",
] as const;
export type UnknownPaymentProblem = (typeof unknownPaymentProblems)[number];
