/** The longest parts of an address, in characters: they fit on a shipping label. Stripe's own limit is 5,000. */
export const addressLimits = { line: 200, city: 100, state: 100, postalCode: 20 };
