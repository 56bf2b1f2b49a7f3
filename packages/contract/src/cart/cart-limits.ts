/** The most of one variant a cart takes. */
export const maxLineQuantity = 10;

/** The most lines a cart takes. */
export const maxCartLines = 100;
