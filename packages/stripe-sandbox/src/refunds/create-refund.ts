import { getCharge } from "../charges/charges.ts";
import { formatAmount } from "../currencies.ts";
import { disputesOf } from "../disputes/open-dispute.ts";
import { recordEvent } from "../events/record-event.ts";
import { badParam, missing, refusal } from "../http/errors.ts";
import { newId } from "../ids.ts";
import { type MetadataParam, mergeMetadata } from "../metadata.ts";
import { testCardOf } from "../payment-methods/make-payment-method.ts";
import { scheduleTask } from "../schedule-task.ts";
import type { Charge, PaymentIntent, Refund, Stripe } from "../stripe-types.ts";
import type { Work } from "../world.ts";
import { bookRefund } from "./refund-outcomes.ts";

/** How long the bank of a pending or failing test card takes, on the sandbox's clock. */
export const BANK_TAKES_MS = 5_000;

/** Gives money back, all that is left or part of it. */
export function createRefund(work: Work, params: Stripe.RefundCreateParams): Refund {
  const charge = chargeToRefund(work, params);
  assertRefundable(work, charge);
  const amount = amountToRefund(charge, params.amount);
  const card = testCardOf(work, charge.payment_method);
  const pending = card.refund === "pending";
  const refund: Refund = {
    id: newId("re"),
    object: "refund",
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: work.clock.seconds(),
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: {
      card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
      type: "card",
    },
    metadata: mergeMetadata({}, params.metadata as MetadataParam),
    payment_intent: charge.payment_intent,
    payment_method: null,
    ...(pending ? { pending_reason: "processing" as const } : {}),
    reason: params.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: pending ? "pending" : "succeeded",
    transfer_reversal: null,
  };
  if (!pending) refund.balance_transaction = bookRefund(work, refund);
  work.store.insert(refund, null, refund.created);
  const total = charge.amount_refunded + amount;
  const refunded: Charge = { ...charge, amount_refunded: total, refunded: total === charge.amount };
  work.store.update(refunded);
  recordEvent(work, "refund.created", refund);
  recordEvent(work, "charge.refunded", refunded, charge);
  if (pending) scheduleTask(work, "settle-refund", refund.id, BANK_TAKES_MS);
  if (card.refund === "fails_later") scheduleTask(work, "fail-refund", refund.id, BANK_TAKES_MS);
  return refund;
}

function chargeToRefund(work: Work, { charge, payment_intent }: Stripe.RefundCreateParams): Charge {
  if (charge && payment_intent)
    throw badParam(
      "charge",
      "You may only specify one of these parameters: charge, payment_intent.",
      "parameters_exclusive",
    );
  if (!charge && !payment_intent)
    throw badParam(
      "payment_intent",
      "One of the following params should be provided for this request: payment_intent or charge.",
      "parameter_missing",
    );
  const found = charge ? getCharge(work, charge, "charge") : chargeOfIntent(work, payment_intent ?? "");
  if (found.status !== "succeeded" || !found.captured)
    throw refusal(
      found.payment_intent
        ? `This PaymentIntent (${found.payment_intent}) does not have a successful charge to refund.`
        : `Charge ${found.id} has not been captured, so it cannot be refunded.`,
      { param: charge ? "charge" : "payment_intent" },
    );
  return found;
}

function chargeOfIntent(work: Work, id: string): Charge {
  const intent = work.store.find<PaymentIntent>("payment_intent", id);
  if (!intent) throw missing("payment_intent", id, "payment_intent");
  if (intent.latest_charge) return getCharge(work, intent.latest_charge);
  throw refusal(`This PaymentIntent (${id}) does not have a successful charge to refund.`, {
    param: "payment_intent",
  });
}

/** Money that the customer's bank has taken back already is not given back a second time. */
function assertRefundable(work: Work, charge: Charge): void {
  if (charge.disputed && disputesOf(work, charge.id).some((dispute) => !dispute.is_charge_refundable))
    throw refusal(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: "charge_disputed",
    });
}

function amountToRefund(charge: Charge, asked: number | undefined): number {
  const left = charge.amount - charge.amount_refunded;
  if (left <= 0)
    throw refusal(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
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
