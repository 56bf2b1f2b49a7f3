import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { scheduleTask } from "../../context/schedule-task.ts";
import { newId } from "../../core/ids.ts";
import { recordEvent } from "../../events/record-event.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { Charge, Refund, Stripe } from "../../stripe/stripe-types.ts";
import { findKind } from "../payment-methods/kinds.ts";
import { instrumentOf } from "../payment-methods/make-payment-method.ts";
import { amountToRefund, chargeToRefund } from "./charge-to-refund.ts";
import { bookRefund, REFERENCE_TAKES_MS } from "./refund-outcomes.ts";

/** How long the bank of a pending or failing test card takes, on the sandbox's clock. */
const BANK_TAKES_MS = 5_000;

/** Gives money back, all that is left or part of it. */
export function createRefund(work: UnitOfWork, params: Stripe.RefundCreateParams): Refund {
  const charge = chargeToRefund(work, params);
  const amount = amountToRefund(charge, params.amount);
  const instrument = instrumentOf(work, charge.payment_method);
  const destination = findKind(charge.payment_method_details?.type ?? "")?.refundDestination;
  const pending = instrument.refund === "pending";
  const refund: Refund = {
    id: newId("re"),
    object: "refund",
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: work.clock.seconds(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    ...(destination ? { destination_details: destination } : {}),
    metadata: mergeMetadata({}, params.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
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
  const refunded: Charge = {
    ...charge,
    amount_refunded: total,
    refunded: total === charge.amount,
    ...(params.reason === "fraudulent" ? { fraud_details: { user_report: "fraudulent" } } : {}),
  };
  work.store.update(refunded);
  recordEvent(work, "refund.created", refund);
  recordEvent(work, "charge.refunded", refunded, charge);
  if (pending) scheduleTask(work, "settle-refund", refund.id, BANK_TAKES_MS);
  else scheduleTask(work, "give-refund-reference", refund.id, REFERENCE_TAKES_MS);
  if (instrument.refund === "fails_later") scheduleTask(work, "fail-refund", refund.id, BANK_TAKES_MS);
  return refund;
}
