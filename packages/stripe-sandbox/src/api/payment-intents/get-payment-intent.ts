import type { SandboxContext } from "../../context/sandbox-context.ts";
import { missing } from "../../stripe/errors.ts";
import type { PaymentIntent } from "../../stripe/stripe-types.ts";

export function getPaymentIntent(context: SandboxContext, id: string): PaymentIntent {
  const found = context.store.find("payment_intent", id);
  if (!found) throw missing("payment_intent", id);
  return found;
}
