/** The most orders that staff get at once. */
export const maxPageOfOrders = 100;

/** News of a list are counted up to here; more is "99+". */
export const maxNewsCount = 100;
