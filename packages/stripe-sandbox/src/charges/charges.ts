import { recordEvent } from "../events/record-event.ts";
import { missing } from "../http/errors.ts";
import { pageParams, paginate } from "../http/paginate.ts";
import { route } from "../http/route.ts";
import { type MetadataParam, mergeMetadata } from "../metadata.ts";
import { readEmail, shippingOf } from "../payment-intents/terms.ts";
import type { Charge, Stripe } from "../stripe-types.ts";
import type { Work, World } from "../world.ts";

/** The charge with this id; `param` names it when it came as a parameter, not in the URL. */
export function getCharge(world: World, id: string, param = "id"): Charge {
  const found = world.store.find<Charge>("charge", id);
  if (!found) throw missing("charge", id, param);
  return found;
}

function update(work: Work, id: string, params: Stripe.ChargeUpdateParams): Charge {
  const charge = getCharge(work, id);
  const report = params.fraud_details?.user_report;
  const updated: Charge = {
    ...charge,
    metadata: mergeMetadata(charge.metadata, params.metadata as MetadataParam),
    ...(params.description !== undefined ? { description: params.description || null } : {}),
    ...(params.receipt_email !== undefined
      ? { receipt_email: readEmail(params.receipt_email, "receipt_email") }
      : {}),
    ...(params.shipping ? { shipping: shippingOf(params.shipping) } : {}),
    ...(report !== undefined ? { fraud_details: report ? { user_report: report } : {} } : {}),
  };
  work.store.update(updated);
  recordEvent(work, "charge.updated", updated, charge);
  return updated;
}

function list(work: Work, params: Stripe.ChargeListParams) {
  const { customer, payment_intent } = params;
  return paginate<Charge>(work, params, {
    type: "charge",
    url: "/v1/charges",
    where: { ...(customer ? { customer } : {}), ...(payment_intent ? { payment_intent } : {}) },
  });
}

export const chargeRoutes = [
  route<Stripe.ChargeListParams>("GET", "/v1/charges", (work, { params }) => list(work, params), {
    covers: [...pageParams, "created", "customer", "payment_intent"],
  }),
  route("GET", "/v1/charges/{id}", (work, { id }) => getCharge(work, id), { covers: [] }),
  route<Stripe.ChargeUpdateParams>(
    "POST",
    "/v1/charges/{id}",
    (work, { id, params }) => update(work, id, params),
    { covers: ["metadata", "description", "receipt_email", "shipping", "fraud_details"] },
  ),
];
