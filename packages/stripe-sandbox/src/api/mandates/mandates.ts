import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newId, randomWord } from "../../core/ids.ts";
import { route } from "../../http/route.ts";
import { missing } from "../../stripe/errors.ts";
import type { Mandate, PaymentMethod, Stripe } from "../../stripe/stripe-types.ts";

/** How the customer gave their permission. */
export type Acceptance = Stripe.PaymentIntentConfirmParams.MandateData.CustomerAcceptance;

interface Permission {
  /** Left out when it was given in a browser, by confirming. */
  acceptance: Acceptance | undefined;
  /** What one payment takes; null for a permission that lasts. */
  single: { amount: number; currency: string } | null;
  /** What the shop wants the reference to begin with. */
  referencePrefix: string | null;
}

/** Writes down a customer's permission to debit their account. https://docs.stripe.com/api/mandates */
export function makeMandate(
  work: UnitOfWork,
  method: PaymentMethod,
  { acceptance, single, referencePrefix }: Permission,
): Mandate {
  const id = newId("mandate");
  const online = acceptance?.online ?? {};
  const mandate: Mandate = {
    id,
    object: "mandate",
    customer_acceptance: {
      accepted_at: acceptance?.accepted_at ?? work.clock.seconds(),
      type: acceptance?.type ?? "online",
      ...(acceptance?.type === "offline"
        ? { offline: {} }
        : { online: { ip_address: null, user_agent: null, ...online } }),
    },
    livemode: false,
    payment_method: method.id,
    payment_method_details: {
      type: "sepa_debit",
      sepa_debit: {
        reference: `${referencePrefix ?? ""}${randomWord(16).toUpperCase()}`,
        // Stripe's leads to a page for the customer; there is none here, only the mandate itself.
        url: `${work.baseUrl}/v1/mandates/${id}`,
      },
    },
    status: "active",
    ...(single ? { single_use: single, type: "single_use" } : { multi_use: {}, type: "multi_use" }),
  };
  work.store.insert(mandate, null, work.clock.seconds());
  return mandate;
}

function getMandate(work: UnitOfWork, id: string): Mandate {
  const found = work.store.find("mandate", id);
  if (!found) throw missing("mandate", id);
  return found;
}

export const mandateRoutes = [
  route("GET", "/v1/mandates/{id}", (work, { id }) => getMandate(work, id), { covers: [] }),
];
