import type { SandboxContext, UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import { missing, refusal } from "../../stripe/errors.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { Refund, Stripe } from "../../stripe/stripe-types.ts";
import { createRefund } from "./create-refund.ts";
import { cancelRefund } from "./refund-outcomes.ts";

export function getRefund(context: SandboxContext, id: string): Refund {
  const found = context.store.find("refund", id);
  if (!found) throw missing("refund", id);
  return found;
}

function update(work: UnitOfWork, id: string, params: Stripe.RefundUpdateParams): Refund {
  const refund = getRefund(work, id);
  const updated = {
    ...refund,
    metadata: mergeMetadata(refund.metadata ?? {}, params.metadata),
  };
  work.store.update(updated);
  recordEvent(work, "refund.updated", updated, refund);
  recordEvent(work, "charge.refund.updated", updated, refund);
  return updated;
}

/** Only refunds that wait for the customer can be canceled. https://docs.stripe.com/api/refunds/cancel */
function cancel(work: UnitOfWork, id: string): Refund {
  const refund = getRefund(work, id);
  if (refund.status !== "requires_action") throw refusal("Canceling this refund is unsupported.");
  return cancelRefund(work, refund);
}

function list(work: UnitOfWork, params: Stripe.RefundListParams) {
  const { charge, payment_intent } = params;
  return paginate(work, params, {
    type: "refund",
    url: "/v1/refunds",
    where: { ...(charge ? { charge } : {}), ...(payment_intent ? { payment_intent } : {}) },
  });
}

export const refundRoutes = [
  route<Stripe.RefundCreateParams>("POST", "/v1/refunds", (work, { params }) => createRefund(work, params), {
    covers: ["amount", "charge", "payment_intent", "reason", "metadata"],
  }),
  route<Stripe.RefundListParams>("GET", "/v1/refunds", (work, { params }) => list(work, params), {
    covers: [...pageParams, "created", "charge", "payment_intent"],
  }),
  route("GET", "/v1/refunds/{id}", (work, { id }) => getRefund(work, id), { covers: [] }),
  route<Stripe.RefundUpdateParams>(
    "POST",
    "/v1/refunds/{id}",
    (work, { id, params }) => update(work, id, params),
    {
      covers: ["metadata"],
    },
  ),
  route("POST", "/v1/refunds/{id}/cancel", (work, { id }) => cancel(work, id), { covers: [] }),
];
