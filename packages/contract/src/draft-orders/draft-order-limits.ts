/** Bounds of an order that staff write for a customer. */
export const draftOrderLimits = {
  lines: 200,
  /** Units of one line. */
  quantity: 1_000,
  /** Characters of the reason for a discount of its own: the customer reads it on page, mail and invoice. */
  reason: 80,
  /** Characters of what staff tell the customer. */
  message: 500,
  /** How long goods are reserved, in minutes: up to thirty days. */
  holdMinutes: { min: 5, max: 30 * 24 * 60, usual: 3 * 24 * 60 },
} as const;
