import { refusal, type StripeError } from "../../stripe/errors.ts";
import type { SetupIntent } from "../../stripe/stripe-types.ts";

export type Status = SetupIntent["status"];

const open: readonly Status[] = ["requires_payment_method", "requires_confirmation", "requires_action"];

/** Where a setup intent can go. https://docs.stripe.com/payments/paymentintents/lifecycle */
const setupIntentMoves: Record<string, readonly Status[]> = {
  requires_payment_method: ["requires_confirmation", "requires_action", "succeeded", "canceled"],
  requires_confirmation: ["requires_payment_method", "requires_action", "succeeded", "canceled"],
  requires_action: ["requires_payment_method", "requires_confirmation", "succeeded", "canceled"],
  succeeded: [],
  canceled: [],
};

/** The new status, if the table allows the move. Anything else is a bug of ours, not of the caller. */
export function withStatus(intent: SetupIntent, status: Status): SetupIntent {
  if (intent.status !== status && !setupIntentMoves[intent.status]?.includes(status))
    throw new Error(`A setup intent cannot go from ${intent.status} to ${status}`);
  return { ...intent, status };
}

/** Refuses a command to a setup intent that is over. */
export function assertOpen(intent: SetupIntent, command: "cancel" | "confirm" | "update"): void {
  const { status } = intent;
  if (open.includes(status)) return;
  throw unexpectedState(
    intent,
    command === "confirm" && status === "succeeded"
      ? "You cannot confirm this SetupIntent because it has already succeeded."
      : `You cannot ${command} this SetupIntent because it has a status of ${status}. Only a SetupIntent with one of the following statuses may be ${command === "cancel" ? "canceled" : command === "confirm" ? "confirmed" : "updated"}: ${open.join(", ")}.`,
  );
}

export function unexpectedState(intent: SetupIntent, message: string): StripeError {
  return refusal(message, { code: "setup_intent_unexpected_state", setup_intent: intent });
}
