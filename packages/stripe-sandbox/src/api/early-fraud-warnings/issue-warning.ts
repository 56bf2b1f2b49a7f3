import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newId } from "../../core/ids.ts";
import { recordEvent } from "../../events/record-event.ts";
import { refusal } from "../../stripe/errors.ts";
import type { Charge, Dispute, EarlyFraudWarning } from "../../stripe/stripe-types.ts";

/** https://docs.stripe.com/api/radar/early_fraud_warnings/object#early_fraud_warning_object-fraud_type */
export const fraudTypes = [
  "card_never_received",
  "fraudulent_card_application",
  "made_with_counterfeit_card",
  "made_with_lost_card",
  "made_with_stolen_card",
  "misc",
  "unauthorized_use_of_card",
] as const;
export type FraudType = (typeof fraudTypes)[number];

/**
 * The bank of the card suspects fraud, and says so before anybody disputes the charge: there is still time to give the
 * money back. https://docs.stripe.com/disputes/how-disputes-work#early-fraud-warnings
 */
export function issueWarning(
  work: UnitOfWork,
  charge: Charge,
  fraudType: FraudType = "unauthorized_use_of_card",
): EarlyFraudWarning {
  if (charge.payment_method_details?.type !== "card" || charge.status !== "succeeded")
    throw refusal(`Charge ${charge.id} was not paid by card: no bank warns of it.`);
  const warning: EarlyFraudWarning = {
    id: newId("issfr"),
    object: "radar.early_fraud_warning",
    actionable: !charge.disputed && !charge.refunded,
    charge: charge.id,
    created: work.clock.seconds(),
    fraud_type: fraudType,
    livemode: false,
    ...(charge.payment_intent ? { payment_intent: charge.payment_intent } : {}),
  };
  work.store.insert(warning, null, warning.created);
  recordEvent(work, "radar.early_fraud_warning.created", warning);
  return warning;
}

/** The money is back with the customer: nothing is left to be done about the warnings of this charge. */
export function settleWarningsOfRefunded(work: UnitOfWork, charge: Charge): void {
  if (charge.refunded) settleWarnings(work, charge.id);
}

/** It has come to a dispute: a refund can no longer prevent it. */
export function settleWarningsOfDisputed(work: UnitOfWork, dispute: Dispute): void {
  settleWarnings(work, dispute.charge);
}

function settleWarnings(work: UnitOfWork, charge: string): void {
  const { data } = work.store.list({
    type: "radar.early_fraud_warning",
    where: { charge },
    limit: 100,
  });
  for (const warning of data.filter(({ actionable }) => actionable)) {
    const settled = { ...warning, actionable: false };
    work.store.update(settled);
    recordEvent(work, "radar.early_fraud_warning.updated", settled, warning);
  }
}
