import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { formatAmount } from "../../stripe/currencies.ts";
import { badParam, missing, refusal } from "../../stripe/errors.ts";
import type { Charge, Stripe } from "../../stripe/stripe-types.ts";
import { getCharge } from "../charges/charges.ts";
import { disputesOf } from "../disputes/open-dispute.ts";

/** The charge that a refund is asked for, if it can be refunded at all. */
export function chargeToRefund(work: UnitOfWork, params: Stripe.RefundCreateParams): Charge {
  const charge = namedCharge(work, params);
  if (charge.status !== "succeeded") throw nothingToRefund(charge.payment_intent ?? charge.id);
  assertNotChargedBack(work, charge, params.amount);
  if (charge.refunded)
    throw refusal(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
  if (!charge.captured)
    throw refusal(
      `This uncaptured Charge was created by a PaymentIntent (${charge.payment_intent}). You must cancel the PaymentIntent to reverse the authorization instead of refunding the Charge directly. For more information, see https://stripe.com/docs/payments/place-a-hold-on-a-payment-method`,
    );
  return charge;
}

function namedCharge(work: UnitOfWork, { charge, payment_intent }: Stripe.RefundCreateParams): Charge {
  if (charge && payment_intent)
    throw badParam(
      "charge",
      "You may only specify one of these parameters: charge, payment_intent.",
      "parameters_exclusive",
    );
  if (charge) return getCharge(work, charge, "charge");
  if (!payment_intent)
    throw refusal(
      "One of the following params should be provided for this request: payment_intent or charge.",
    );
  const intent = work.store.find("payment_intent", payment_intent);
  if (!intent) throw missing("payment_intent", payment_intent, "payment_intent");
  if (!intent.latest_charge) throw nothingToRefund(payment_intent);
  return getCharge(work, intent.latest_charge);
}

function nothingToRefund(intent: string) {
  return refusal(`This PaymentIntent (${intent}) does not have a successful charge to refund.`);
}

/** Money that the customer's bank has taken back already is not given back a second time; what it left can be. */
function assertNotChargedBack(work: UnitOfWork, charge: Charge, asked: number | undefined): void {
  const taken = disputesOf(work, charge.id)
    .filter((dispute) => !dispute.is_charge_refundable)
    .reduce((sum, { amount }) => sum + amount, 0);
  const left = charge.amount - charge.amount_refunded;
  if (taken > 0 && (asked ?? left) > left - taken)
    throw refusal(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: "charge_disputed",
    });
}

/** How much to give back, in minor units: what was asked, or all that is left. */
export function amountToRefund(charge: Charge, asked: number | undefined): number {
  const left = charge.amount - charge.amount_refunded;
  if (asked === undefined) return left;
  if (asked < 1)
    throw badParam("amount", "This value must be greater than or equal to 1.", "parameter_invalid_integer");
  if (asked > left)
    throw refusal(
      `Refund amount (${formatAmount(asked, charge.currency)}) is greater than unrefunded amount on charge (${formatAmount(left, charge.currency)})`,
      { param: "amount" },
    );
  return asked;
}
