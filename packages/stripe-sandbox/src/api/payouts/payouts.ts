import type { SandboxContext } from "../../context/sandbox-context.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import type { CreatedRange } from "../../store/store.ts";
import { missing } from "../../stripe/errors.ts";
import type { Payout, Stripe } from "../../stripe/stripe-types.ts";

export function getPayout(context: SandboxContext, id: string): Payout {
  const found = context.store.find("payout", id);
  if (!found) throw missing("payout", id);
  return found;
}

function list(context: SandboxContext, params: Stripe.PayoutListParams) {
  return paginate(context, params, {
    type: "payout",
    url: "/v1/payouts",
    equals: {
      ...(params.destination ? { destination: params.destination } : {}),
      ...(params.status ? { status: params.status } : {}),
    },
    ...(params.arrival_date === undefined ? {} : { matching: arrivingIn(params.arrival_date) }),
  });
}

function arrivingIn(range: CreatedRange | number) {
  const { gt, gte, lt, lte } =
    typeof range === "number" ? { gte: range, lte: range } : (range as CreatedRange);
  const bounds = [
    [">", gt],
    [">=", gte],
    ["<", lt],
    ["<=", lte],
  ].filter((bound): bound is [string, number] => bound[1] !== undefined);
  return {
    sql: ["1", ...bounds.map(([operator]) => `body ->> '$.arrival_date' ${operator} ?`)].join(" and "),
    values: bounds.map(([, value]) => value),
  };
}

export const payoutRoutes = [
  route("GET", "/v1/payouts/{id}", (work, { id }) => getPayout(work, id), { covers: [] }),
  route<Stripe.PayoutListParams>("GET", "/v1/payouts", (work, { params }) => list(work, params), {
    covers: [...pageParams, "arrival_date", "created", "destination", "status"],
  }),
];
