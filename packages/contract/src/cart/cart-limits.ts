/** The largest quantity of one variant in a cart. */
export const maxLineQuantity = 10;

/** The most lines in a cart. */
export const maxCartLines = 100;
