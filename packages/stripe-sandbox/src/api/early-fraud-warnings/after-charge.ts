import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { scheduleTask } from "../../context/schedule-task.ts";
import type { Charge } from "../../stripe/stripe-types.ts";
import { getCharge } from "../charges/charges.ts";
import { instrumentOf } from "../payment-methods/make-payment-method.ts";
import { issueWarning } from "./issue-warning.ts";

/** As soon as a dispute by test card. */
const WARNED_AFTER_MS = 500;

/** The bank of one test card warns of fraud shortly after the money was taken. */
export function planWarning(work: UnitOfWork, charge: Charge): void {
  if (!charge.captured || charge.payment_method_details?.type !== "card") return;
  if (instrumentOf(work, charge.payment_method).fraudWarning)
    scheduleTask(work, "warn-of-fraud", charge.id, WARNED_AFTER_MS);
}

export function warnOfFraud(work: UnitOfWork, chargeId: string): void {
  issueWarning(work, getCharge(work, chargeId));
}
