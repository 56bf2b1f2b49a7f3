import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { missing, StripeError } from "../../stripe/errors.ts";
import type { PaymentMethod } from "../../stripe/stripe-types.ts";
import { type Acceptance, makeMandate } from "../mandates/mandates.ts";
import { kindOf } from "../payment-methods/kinds.ts";
import type { PaymentMethodPrivate } from "../payment-methods/make-payment-method.ts";
import { type Intent, nounOf } from "./intent.ts";

interface MandateParams {
  byServer: boolean;
  mandate?: string;
  mandate_data?: { customer_acceptance?: Acceptance } | "" | null;
}

/**
 * The id of the customer's permission to debit: one that was saved with the account, or one given now; null where none
 * is needed. A browser gives it by confirming, because Stripe.js shows its text and sends it along. A server has to say
 * when and how it got it.
 */
export function mandateFor(
  work: UnitOfWork,
  intent: Intent,
  method: PaymentMethod,
  {
    lasts,
    given: { mandate: wanted, mandate_data: given, byServer },
  }: { lasts: boolean; given: MandateParams },
): string | null {
  const { mandate: saved } = work.store.findPrivate<PaymentMethodPrivate>(method.id) ?? {};
  if (wanted && wanted !== saved) throw missing("mandate", wanted, "mandate");
  if (!kindOf(method).needsMandate) return null;
  if (saved) return saved;
  if (!given && byServer) throw noMandate(work, intent);
  const { amount, currency } = intent as { amount?: number; currency?: string };
  const options = intent.payment_method_options?.sepa_debit?.mandate_options;
  return makeMandate(work, method, {
    acceptance: given ? given.customer_acceptance : undefined,
    single: !lasts && amount !== undefined && currency ? { amount, currency } : null,
    referencePrefix: options?.reference_prefix ?? null,
  }).id;
}

/** Stripe keeps the intent that such a refused call has made. */
function noMandate(work: UnitOfWork, intent: Intent): StripeError {
  work.store.update(intent);
  return new StripeError(
    400,
    {
      type: "invalid_request_error",
      message: `This ${nounOf(intent)} requires a mandate, but no existing mandate was found. Collect mandate acceptance from the customer and try again, providing acceptance data in the mandate_data parameter.`,
      [intent.object]: intent,
    },
    { keepsChanges: true },
  );
}
