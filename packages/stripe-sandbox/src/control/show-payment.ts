import type { SandboxContext } from "../context/sandbox-context.ts";
import { isRecord } from "../core/is-record.ts";
import { asJson } from "../stripe/as-json.ts";
import type { Charge, PaymentIntent } from "../stripe/stripe-types.ts";

/** A payment as one line of a list: the payment intent with what its customer, card and charge add to it. */
export function showPayment({ store }: SandboxContext, intent: PaymentIntent) {
  const charge = intent.latest_charge ? store.find("charge", intent.latest_charge) : undefined;
  const customer = intent.customer ? store.find("customer", intent.customer) : undefined;
  const billing = charge?.billing_details;
  const dispute = charge?.disputed
    ? store.list({ type: "dispute", where: { charge: charge.id }, limit: 1 }).data[0]
    : undefined;
  return {
    id: intent.id,
    created: intent.created,
    amount: intent.amount,
    currency: intent.currency,
    status: intent.status,
    description: intent.description,
    customer: customer ? { id: customer.id, name: customer.name ?? null, email: customer.email } : null,
    payer: billing?.name ?? billing?.email ?? intent.receipt_email,
    method: methodOf(store, intent, charge),
    amount_captured: charge?.amount_captured ?? 0,
    amount_refunded: charge?.amount_refunded ?? 0,
    dispute: dispute?.status ?? null,
    error: intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code ?? null,
  };
}

/** Kind, brand and last digits, as far as a payment method has them. */
function methodOf(store: SandboxContext["store"], intent: PaymentIntent, charge: Charge | undefined) {
  const method =
    intent.status === "succeeded" || intent.status === "requires_capture"
      ? charge?.payment_method_details
      : ((intent.payment_method ? store.find("payment_method", intent.payment_method) : undefined) ??
        intent.last_payment_error?.payment_method);
  if (!method) return null;
  const facts = asJson(method)[method.type];
  const { brand = null, last4 = null } = isRecord(facts) ? facts : {};
  return { type: method.type, brand, last4 };
}
