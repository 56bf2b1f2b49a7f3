/**
 * The longest note to the shop, in characters: the limit of a value in Stripe's metadata.
 * @see https://docs.stripe.com/metadata#data
 */
export const maxNoteLength = 500;
