import type { SandboxContext, UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import {
  type SearchFields,
  type SearchParams,
  searchObjects,
  searchParams,
} from "../../search/search-objects.ts";
import { missing } from "../../stripe/errors.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import { readEmail } from "../../stripe/read-email.ts";
import type { Charge, Stripe } from "../../stripe/stripe-types.ts";
import { shippingOf } from "./shipping-of.ts";

/** The charge with this id; `param` names it when it came as a parameter, not in the URL. */
export function getCharge(context: SandboxContext, id: string, param = "id"): Charge {
  const found = context.store.find("charge", id);
  if (!found) throw missing("charge", id, param);
  return found;
}

function update(work: UnitOfWork, id: string, params: Stripe.ChargeUpdateParams): Charge {
  const charge = getCharge(work, id);
  const report = params.fraud_details?.user_report;
  const updated: Charge = {
    ...charge,
    metadata: mergeMetadata(charge.metadata, params.metadata),
    ...(params.description !== undefined ? { description: params.description || null } : {}),
    ...(params.receipt_email !== undefined
      ? { receipt_email: readEmail(params.receipt_email, "receipt_email") }
      : {}),
    ...(params.shipping ? { shipping: shippingOf(params.shipping) } : {}),
    ...(params.transfer_group !== undefined ? { transfer_group: params.transfer_group || null } : {}),
    ...(report !== undefined ? { fraud_details: report ? { user_report: report } : {} } : {}),
  };
  work.store.update(updated);
  recordEvent(work, "charge.updated", updated, charge);
  return updated;
}

function list(work: UnitOfWork, params: Stripe.ChargeListParams) {
  const { customer, payment_intent, transfer_group } = params;
  return paginate(work, params, {
    type: "charge",
    url: "/v1/charges",
    ...(transfer_group ? { equals: { transfer_group } } : {}),
    where: { ...(customer ? { customer } : {}), ...(payment_intent ? { payment_intent } : {}) },
  });
}

/** https://docs.stripe.com/search#query-fields-for-charges */
const searchFields: SearchFields = {
  amount: "numeric",
  "billing_details.address.postal_code": "token",
  created: "numeric",
  currency: "token",
  customer: "token",
  disputed: "boolean",
  "payment_method_details.card.brand": "token",
  "payment_method_details.card.exp_month": "numeric",
  "payment_method_details.card.exp_year": "numeric",
  "payment_method_details.card.fingerprint": "token",
  "payment_method_details.card.last4": "token",
  "payment_method_details.sepa_debit.fingerprint": "token",
  "payment_method_details.sepa_debit.last4": "token",
  refunded: "boolean",
  status: "token",
};

export const chargeRoutes = [
  route<Stripe.ChargeListParams>("GET", "/v1/charges", (work, { params }) => list(work, params), {
    covers: [...pageParams, "created", "customer", "payment_intent", "transfer_group"],
  }),
  route<SearchParams>(
    "GET",
    "/v1/charges/search",
    (work, { params }) =>
      searchObjects(work, params, {
        type: "charge",
        url: "/v1/charges/search",
        fields: searchFields,
      }),
    { covers: searchParams },
  ),
  route("GET", "/v1/charges/{id}", (work, { id }) => getCharge(work, id), { covers: [] }),
  route<Stripe.ChargeUpdateParams>(
    "POST",
    "/v1/charges/{id}",
    (work, { id, params }) => update(work, id, params),
    { covers: ["metadata", "description", "receipt_email", "shipping", "fraud_details", "transfer_group"] },
  ),
];
