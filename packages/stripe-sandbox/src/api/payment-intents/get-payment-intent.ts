import type { World } from "../../context/sandbox-context.ts";
import { missing } from "../../stripe/errors.ts";
import type { PaymentIntent } from "../../stripe/stripe-types.ts";

export function getPaymentIntent(world: World, id: string): PaymentIntent {
  const found = world.store.find<PaymentIntent>("payment_intent", id);
  if (!found) throw missing("payment_intent", id);
  return found;
}
