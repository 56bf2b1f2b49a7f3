import type { SandboxContext } from "../../context/sandbox-context.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import type { Condition } from "../../store/store.ts";
import { missing } from "../../stripe/errors.ts";
import type { BalanceTransaction, Stripe } from "../../stripe/stripe-types.ts";

/** `pending` until the day the money is available; read off the clock, so nothing has to happen on that day. */
export function asOfNow<T extends Pick<BalanceTransaction, "available_on">>(
  context: SandboxContext,
  transaction: T,
): T {
  return {
    ...transaction,
    status: transaction.available_on <= context.clock.seconds() ? "available" : "pending",
  };
}

function get(context: SandboxContext, id: string): BalanceTransaction {
  const found = context.store.find("balance_transaction", id);
  if (!found) throw missing("balance_transaction", id);
  return asOfNow(context, found);
}

function list(context: SandboxContext, params: Stripe.BalanceTransactionListParams) {
  const page = paginate(context, params, {
    type: "balance_transaction",
    url: "/v1/balance_transactions",
    ...(params.source ? { where: { source: params.source } } : {}),
    ...(params.payout ? { matching: paidOutWith(context, params.payout) } : {}),
    equals: {
      ...(params.currency ? { currency: params.currency.toLowerCase() } : {}),
      ...(params.type ? { type: params.type } : {}),
    },
  });
  return { ...page, data: page.data.map((one) => asOfNow(context, one)) };
}

/** The payout's own transaction too, so that a whole list adds up to nothing. */
function paidOutWith(context: SandboxContext, payout: string): Condition {
  if (!context.store.find("payout", payout)) throw missing("payout", payout, "payout");
  return { sql: "id in (select balance_transaction from payout_items where payout = ?)", values: [payout] };
}

export const balanceTransactionRoutes = [
  route("GET", "/v1/balance_transactions/{id}", (work, { id }) => get(work, id), { covers: [] }),
  route<Stripe.BalanceTransactionListParams>(
    "GET",
    "/v1/balance_transactions",
    (work, { params }) => list(work, params),
    { covers: [...pageParams, "created", "currency", "payout", "source", "type"] },
  ),
];
