import type { Tx } from "../connect.ts";

export interface AuthorizedTotal {
  currency: string;
  orders: number;
  /** In minor units. */
  amount: number;
}

/** What banks have reserved for orders and is not captured yet, by currency. */
export function authorizedTotals(tx: Tx): Promise<AuthorizedTotal[]> {
  return tx.$queryRaw<AuthorizedTotal[]>`
    select currency, count(*)::integer as orders, sum(total_amount - uncaptured_amount)::float8 as amount
    from "order" where payment_state = 'authorized' group by currency order by currency`;
}
