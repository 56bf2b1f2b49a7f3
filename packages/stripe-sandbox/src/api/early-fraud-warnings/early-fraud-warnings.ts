import type { SandboxContext } from "../../context/sandbox-context.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import { missing } from "../../stripe/errors.ts";
import type { EarlyFraudWarning, Stripe } from "../../stripe/stripe-types.ts";

function get(context: SandboxContext, id: string): EarlyFraudWarning {
  const found = context.store.find("radar.early_fraud_warning", id);
  if (!found) throw missing("early fraud warning", id);
  return found;
}

function list(context: SandboxContext, params: Stripe.Radar.EarlyFraudWarningListParams) {
  const { charge, payment_intent } = params;
  return paginate(context, params, {
    type: "radar.early_fraud_warning",
    url: "/v1/radar/early_fraud_warnings",
    where: { ...(charge ? { charge } : {}), ...(payment_intent ? { payment_intent } : {}) },
  });
}

export const earlyFraudWarningRoutes = [
  route<Stripe.Radar.EarlyFraudWarningListParams>(
    "GET",
    "/v1/radar/early_fraud_warnings",
    (work, { params }) => list(work, params),
    { covers: [...pageParams, "created", "charge", "payment_intent"] },
  ),
  route("GET", "/v1/radar/early_fraud_warnings/{id}", (work, { id }) => get(work, id), { covers: [] }),
];
