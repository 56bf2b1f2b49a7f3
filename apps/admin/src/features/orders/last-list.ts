import type { OrderSearch } from "./order-search.ts";

/** The last address of the order list: the way back from an order leads there. */
export const lastList: { search: OrderSearch; number: string | null } = { search: {}, number: null };
