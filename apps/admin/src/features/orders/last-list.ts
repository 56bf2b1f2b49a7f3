import type { OrderSearch } from "./order-search.ts";

/** Where the reader was in the list of orders: the way back from an order leads there. */
export const lastList: { search: OrderSearch; number: string | null } = { search: {}, number: null };
