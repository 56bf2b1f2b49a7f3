import { missing, StripeError } from "../http/errors.ts";
import { newId } from "../ids.ts";
import { kindOf } from "../payment-methods/kinds.ts";
import type { PaymentMethodPrivate } from "../payment-methods/make-payment-method.ts";
import type { PaymentMethod } from "../stripe-types.ts";
import type { Work } from "../world.ts";
import { type Intent, nounOf } from "./intent.ts";

interface Given {
  byServer: boolean;
  mandate?: string;
  mandate_data?: object | "" | null;
}

/**
 * The customer's permission to debit: one that was saved with the account, or one given now; null where none is needed.
 * A browser gives it by confirming, because Stripe.js shows its text and sends it along. A server has to say when and
 * how it got it.
 */
export function mandateFor(
  work: Work,
  intent: Intent,
  method: PaymentMethod,
  { mandate: wanted, mandate_data: given, byServer }: Given,
): string | null {
  if (!kindOf(method).needsMandate) return null;
  const { mandate: saved } = work.store.findPrivate<PaymentMethodPrivate>(method.id) ?? {};
  if (wanted && wanted !== saved) throw missing("mandate", wanted, "mandate");
  if (saved) return saved;
  if (given || !byServer) return newId("mandate");
  work.store.update(intent);
  throw new StripeError(
    400,
    {
      type: "invalid_request_error",
      message: `This ${nounOf(intent)} requires a mandate, but no existing mandate was found. Collect mandate acceptance from the customer and try again, providing acceptance data in the mandate_data parameter.`,
      [intent.object]: intent,
    },
    // Stripe keeps the intent that such a refused call has made.
    { keepsWork: true },
  );
}
