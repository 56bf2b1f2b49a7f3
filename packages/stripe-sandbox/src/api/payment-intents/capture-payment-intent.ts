import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { badParam, notCovered } from "../../stripe/errors.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { PaymentIntent, Stripe } from "../../stripe/stripe-types.ts";
import { bookCharge } from "../balance/settle-charge.ts";
import { noDescriptorForCards, readSuffix, statementText } from "../charges/statement-text.ts";
import { getPaymentIntent } from "./get-payment-intent.ts";
import { assertAllowed, withStatus } from "./states.ts";

/** Takes held money, all or part of it; what is not taken goes back to the customer. */
export function capturePaymentIntent(
  work: UnitOfWork,
  id: string,
  params: Stripe.PaymentIntentCaptureParams,
): PaymentIntent {
  const intent = getPaymentIntent(work, id);
  assertAllowed("capture", intent);
  if (params.final_capture === false)
    throw notCovered("several captures of one payment (final_capture=false)");
  // Only cards can be held.
  if (params.statement_descriptor) throw noDescriptorForCards();
  const amount = params.amount_to_capture ?? intent.amount_capturable;
  if (amount < 1)
    throw badParam(
      "amount_to_capture",
      "This value must be greater than or equal to 1.",
      "parameter_invalid_integer",
    );
  if (amount > intent.amount_capturable)
    throw badParam(
      "amount_to_capture",
      "The amount to capture cannot be greater than the remaining amount that can be captured on the PaymentIntent.",
      "amount_too_large",
    );
  const held = work.store.find("charge", intent.latest_charge ?? "");
  if (!held) throw new Error(`${id} has no charge to capture`);
  const { statement_descriptor_suffix: suffix } = params;
  const texts = {
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: suffix ? readSuffix(suffix) : intent.statement_descriptor_suffix,
  };
  const charge = bookCharge(work, {
    ...held,
    ...texts,
    amount_captured: amount,
    amount_refunded: held.amount - amount,
    calculated_statement_descriptor: statementText(texts),
    captured: true,
  });
  work.store.update(charge);
  const captured: PaymentIntent = {
    ...withStatus(intent, "succeeded"),
    ...texts,
    amount_capturable: 0,
    amount_received: amount,
    metadata: mergeMetadata(intent.metadata, params.metadata),
  };
  work.store.update(captured);
  recordEvent(work, "charge.captured", charge, held);
  recordEvent(work, "payment_intent.succeeded", captured);
  return captured;
}
