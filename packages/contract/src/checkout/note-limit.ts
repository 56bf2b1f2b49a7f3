/**
 * The longest note to the shop, in characters: as much as a value of Stripe's metadata.
 * @see https://docs.stripe.com/metadata#data
 */
export const maxNoteLength = 500;
