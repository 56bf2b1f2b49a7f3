/** The longest parts of an address, in characters: what fits on a parcel's label, and less than Stripe takes (5,000). */
export const addressLimits = { line: 200, city: 100, state: 100, postalCode: 20 };
