import type { World } from "../../context/sandbox-context.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import { missing } from "../../stripe/errors.ts";
import type { BalanceTransaction, Stripe } from "../../stripe/stripe-types.ts";

/** `pending` until the day the money is available; read off the clock, so nothing has to happen on that day. */
export function asOfNow<T extends Pick<BalanceTransaction, "available_on">>(world: World, transaction: T): T {
  return {
    ...transaction,
    status: transaction.available_on <= world.clock.seconds() ? "available" : "pending",
  };
}

function get(world: World, id: string): BalanceTransaction {
  const found = world.store.find<BalanceTransaction>("balance_transaction", id);
  if (!found) throw missing("balance_transaction", id);
  return asOfNow(world, found);
}

function list(world: World, params: Stripe.BalanceTransactionListParams) {
  const page = paginate<BalanceTransaction>(world, params, {
    type: "balance_transaction",
    url: "/v1/balance_transactions",
    ...(params.source ? { where: { source: params.source } } : {}),
    equals: {
      ...(params.currency ? { currency: params.currency.toLowerCase() } : {}),
      ...(params.type ? { type: params.type } : {}),
    },
  });
  return { ...page, data: page.data.map((one) => asOfNow(world, one)) };
}

export const balanceTransactionRoutes = [
  route("GET", "/v1/balance_transactions/{id}", (work, { id }) => get(work, id), { covers: [] }),
  route<Stripe.BalanceTransactionListParams>(
    "GET",
    "/v1/balance_transactions",
    (work, { params }) => list(work, params),
    { covers: [...pageParams, "created", "currency", "source", "type"] },
  ),
];
