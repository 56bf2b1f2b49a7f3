import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { refusal } from "../../stripe/errors.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { CheckoutSession, Stripe } from "../../stripe/stripe-types.ts";
import { changeSession } from "./change-session.ts";
import { getSession } from "./get-session.ts";
import { openSession } from "./open-session.ts";
import { chooseRate, readShippingOptions } from "./shipping-options.ts";

/** Changes a session as far as the shop may. Metadata always; what the customer sees, only while the session is open. */
export function updateSession(
  work: UnitOfWork,
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
    metadata: mergeMetadata(session.metadata ?? {}, params.metadata),
  };
  if (params.shipping_options !== undefined) return withOptions(work, updated, params.shipping_options || []);
  work.store.update(updated);
  return updated;
}

/** Other ways of shipping; the first of them is chosen, unless the one that was chosen is still there. */
function withOptions(
  work: UnitOfWork,
  session: CheckoutSession,
  given: readonly Stripe.Checkout.SessionUpdateParams.ShippingOption[],
): CheckoutSession {
  openSession(work, session.id);
  const options = readShippingOptions(work, given, session.currency ?? "");
  const chosen = options.find(
    ({ shipping_rate }) => shipping_rate === session.shipping_cost?.shipping_rate,
  )?.shipping_rate;
  const offered = chooseRate({ ...session, shipping_options: options }, chosen as string | undefined);
  work.store.update(offered);
  return changeSession(work, session.id, {});
}
