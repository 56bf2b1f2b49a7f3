import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { scheduleTask } from "../../context/schedule-task.ts";
import type { DisputeGrounds } from "../../stripe/dispute-grounds.ts";
import type { Charge } from "../../stripe/stripe-types.ts";
import { getCharge } from "../charges/charges.ts";
import { instrumentOf } from "../payment-methods/make-payment-method.ts";
import { openDispute } from "./open-dispute.ts";

/** Stripe needs about half a second; the charge's balance transaction is there before. */
const DISPUTED_AFTER_MS = 500;

/** Some test cards and accounts dispute what they have paid: shortly after the money was taken, not while it is only held. */
export function planDisputes(work: UnitOfWork, charge: Charge): void {
  if (charge.captured && groundsOf(work, charge).length > 0)
    scheduleTask(work, "dispute-charge", charge.id, DISPUTED_AFTER_MS);
}

/** The owner goes to their bank, with one complaint or several about parts of the charge. */
export function disputeCharge(work: UnitOfWork, chargeId: string): void {
  const paid = getCharge(work, chargeId);
  if (paid.refunded) return;
  const all = groundsOf(work, paid);
  const part = Math.floor((paid.amount - paid.amount_refunded) / all.length);
  for (const [index, grounds] of all.entries()) {
    const isLast = index === all.length - 1;
    openDispute(work, getCharge(work, chargeId), isLast ? grounds : { ...grounds, amount: part });
  }
}

/** The bank answers for fraud itself after 3-D Secure. https://docs.stripe.com/testing#disputes */
function groundsOf(work: UnitOfWork, charge: Charge): readonly DisputeGrounds[] {
  const protectedFromFraud = charge.payment_method_details?.card?.three_d_secure?.result === "authenticated";
  return (instrumentOf(work, charge.payment_method).disputes ?? []).filter(
    ({ reason }) => reason !== "fraudulent" || !protectedFromFraud,
  );
}
