/** The longest of each, in characters; `lines` of the seller's address; minutes of a reservation. */
export const settingsLimits = {
  sellerName: 120,
  addressLine: 120,
  addressLines: 6,
  vatId: 20,
  prefix: 12,
  footer: 600,
  reservationMinutes: { min: 1, max: 60 },
  /** Of draft orders, unless staff choose otherwise: up to thirty days. */
  draftHoldMinutes: { min: 5, max: 30 * 24 * 60 },
};
