import { refusal } from "../http/errors.ts";
import { type MetadataParam, mergeMetadata } from "../metadata.ts";
import type { CheckoutSession, Stripe } from "../stripe-types.ts";
import type { Work } from "../world.ts";
import { getSession } from "./get-session.ts";

/** Changes a session as far as the shop may. Metadata always; what the customer sees, only while the session is open. */
export function updateSession(
  work: Work,
  id: string,
  params: Stripe.Checkout.SessionUpdateParams,
): CheckoutSession {
  const session = getSession(work, id);
  if (params.collected_information)
    throw refusal(
      "You can only update `collected_information` of a Checkout Session whose `ui_mode` is `embedded_page` or `elements`.",
      { param: "collected_information" },
    );
  const updated: CheckoutSession = {
    ...session,
    metadata: mergeMetadata(session.metadata ?? {}, params.metadata as MetadataParam),
  };
  work.store.update(updated);
  return updated;
}
