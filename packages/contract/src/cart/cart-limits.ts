/** The largest quantity of one variant in a cart. */
export const maxLineQuantity = 10;

/** The most lines in a cart. */
export const maxCartLines = 100;

/** The most codes in a cart. */
export const maxCartCodes = 5;
