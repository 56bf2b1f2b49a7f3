import { refusal, type StripeError } from "../../stripe/errors.ts";
import type { PaymentIntent } from "../../stripe/stripe-types.ts";

export type Status =
  | "requires_payment_method"
  | "requires_confirmation"
  | "requires_action"
  | "processing"
  | "requires_capture"
  | "succeeded"
  | "canceled";

/** Where a payment intent can go. There is no `failed`: a decline leads back to the start. */
export const paymentIntentMoves: Record<Status, readonly Status[]> = {
  requires_payment_method: [
    "requires_confirmation",
    "requires_action",
    "processing",
    "requires_capture",
    "succeeded",
    "canceled",
  ],
  requires_confirmation: [
    "requires_payment_method",
    "requires_action",
    "processing",
    "requires_capture",
    "succeeded",
    "canceled",
  ],
  requires_action: [
    "requires_payment_method",
    "requires_confirmation",
    "processing",
    "requires_capture",
    "succeeded",
    "canceled",
  ],
  processing: ["requires_payment_method", "succeeded"],
  requires_capture: ["succeeded", "canceled"],
  succeeded: [],
  canceled: [],
};

export type Command = "confirm" | "cancel" | "capture" | "change_terms";

/** In which states a command makes sense. https://docs.stripe.com/payments/paymentintents/lifecycle */
export const allowedIn: Record<Command, readonly Status[]> = {
  confirm: ["requires_payment_method", "requires_confirmation", "requires_action"],
  // "In rare cases, processing": a direct debit that is on its way to the bank is none of them.
  cancel: ["requires_payment_method", "requires_capture", "requires_confirmation", "requires_action"],
  capture: ["requires_capture"],
  change_terms: ["requires_payment_method", "requires_confirmation", "requires_action"],
};

/** Where a payment intent is. Stripe's type leaves room for states to come, which the sandbox does not have. */
export function statusOf({ id, status }: PaymentIntent): Status {
  if (!isStatus(status)) throw new Error(`${id} has the unknown status ${status}`);
  return status;
}

function isStatus(status: string): status is Status {
  return Object.hasOwn(paymentIntentMoves, status);
}

/** The new status, if the table allows the move. Anything else is a bug of ours, not of the caller. */
export function withStatus(intent: PaymentIntent, status: Status): PaymentIntent {
  const from = statusOf(intent);
  if (from !== status && !paymentIntentMoves[from].includes(status))
    throw new Error(`A payment intent cannot go from ${from} to ${status}`);
  return { ...intent, status };
}

/** Refuses a command in the wrong state, with Stripe's message and the payment intent in the error. */
export function assertAllowed(command: Command, intent: PaymentIntent, what = ""): void {
  const status = statusOf(intent);
  if (!allowedIn[command].includes(status)) throw unexpectedState(intent, sentence(command, intent, what));
}

export function unexpectedState(intent: PaymentIntent, message: string): StripeError {
  return refusal(message, { code: "payment_intent_unexpected_state", payment_intent: intent });
}

function sentence(command: Command, { status }: PaymentIntent, what: string): string {
  const allowed = allowedIn[command].join(", ");
  if (command === "cancel")
    return `You cannot cancel this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be canceled: ${allowed}.`;
  if (command === "capture")
    return `This PaymentIntent could not be captured because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be captured: ${allowed}.`;
  if (command === "change_terms")
    return `This PaymentIntent's ${what} could not be updated because it has a status of ${status}. You may only update the ${what} of a PaymentIntent with one of the following statuses: ${allowed}.`;
  if (status === "succeeded")
    return "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.";
  return `You cannot confirm this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be confirmed: ${allowed}.`;
}
