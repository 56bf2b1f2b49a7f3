import { missing } from "../http/errors.ts";
import type { PaymentIntent } from "../stripe-types.ts";
import type { World } from "../world.ts";

export function getPaymentIntent(world: World, id: string): PaymentIntent {
  const found = world.store.find<PaymentIntent>("payment_intent", id);
  if (!found) throw missing("payment_intent", id);
  return found;
}
