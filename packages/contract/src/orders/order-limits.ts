/** The most orders in one page. */
export const maxPageOfOrders = 100;

/** New rows of a list are counted up to this number; the page shows "99+". */
export const maxNewCount = 100;
