import type { UnitOfWork } from "../../context/sandbox-context.ts";
import type { Charge, PaymentIntent } from "../../stripe/stripe-types.ts";
import type { Decline } from "../../test-instruments/test-instrument.ts";
import { asFailed } from "../charges/make-charge.ts";
import { instrumentOf } from "../payment-methods/make-payment-method.ts";
import { completePayment, failIntent } from "./charge-payment-intent.ts";

/** The customer's bank answers a direct debit as its test account says. Does nothing when it has answered already. */
export function decideDebit(work: UnitOfWork, chargeId: string): void {
  const charge = work.store.find("charge", chargeId);
  if (charge?.status === "pending")
    answerDebit(work, charge, instrumentOf(work, charge.payment_method).decline ?? null);
}

/** The customer's bank pays a pending debit, or sends it back with a reason. */
export function answerDebit(work: UnitOfWork, charge: Charge, decline: Decline | null): PaymentIntent {
  const intent = work.store.find("payment_intent", charge.payment_intent ?? "");
  const method = work.store.find("payment_method", charge.payment_method ?? "");
  if (!intent || !method) throw new Error(`${charge.id} belongs to no payment`);
  if (!decline) return completePayment(work, intent, { ...charge, paid: true, status: "succeeded" });
  const failed = asFailed(charge, decline);
  work.store.update(failed);
  return failIntent(work, intent, method, decline, failed);
}
