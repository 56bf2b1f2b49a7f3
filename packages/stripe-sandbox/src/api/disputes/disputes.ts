import type { SandboxContext } from "../../context/sandbox-context.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import { missing } from "../../stripe/errors.ts";
import type { Dispute, Stripe } from "../../stripe/stripe-types.ts";
import { asOfNow } from "../balance/balance-transactions.ts";
import { acceptDispute } from "./dispute-outcomes.ts";
import { updateDispute } from "./update-dispute.ts";

export function getDispute(context: SandboxContext, id: string): Dispute {
  const found = context.store.find("dispute", id);
  if (!found) throw missing("dispute", id);
  return found;
}

function list(context: SandboxContext, params: Stripe.DisputeListParams) {
  const { charge, payment_intent } = params;
  const page = paginate(context, params, {
    type: "dispute",
    url: "/v1/disputes",
    where: { ...(charge ? { charge } : {}), ...(payment_intent ? { payment_intent } : {}) },
  });
  return { ...page, data: page.data.map((one) => shown(context, one)) };
}

/** The dispute with its balance transactions as they are now. */
function shown(context: SandboxContext, dispute: Dispute): Dispute {
  return {
    ...dispute,
    balance_transactions: dispute.balance_transactions.map((one) => asOfNow(context, one)),
  };
}

export const disputeRoutes = [
  route<Stripe.DisputeListParams>("GET", "/v1/disputes", (work, { params }) => list(work, params), {
    covers: [...pageParams, "created", "charge", "payment_intent"],
  }),
  route("GET", "/v1/disputes/{id}", (work, { id }) => shown(work, getDispute(work, id)), { covers: [] }),
  route<Stripe.DisputeUpdateParams>(
    "POST",
    "/v1/disputes/{id}",
    (work, { id, params }) => shown(work, updateDispute(work, getDispute(work, id), params)),
    { covers: ["evidence", "submit", "metadata", "intended_submission_method"] },
  ),
  route(
    "POST",
    "/v1/disputes/{id}/close",
    (work, { id }) => shown(work, acceptDispute(work, getDispute(work, id))),
    { covers: [] },
  ),
];
