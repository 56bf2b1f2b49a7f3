import { type Features, openCustomerSession } from "../api/customer-sessions/customer-sessions.ts";
import { eligibleTypes } from "../api/intents/eligible-types.ts";
import type { SandboxContext } from "../context/sandbox-context.ts";
import type { PaymentIntent } from "../stripe/stripe-types.ts";

/** What a Payment Element knows when it opens. */
export interface SessionRequest {
  currency?: string;
  allowed?: string[];
  excluded?: string[];
  captureMethod?: PaymentIntent["capture_method"];
  /** A customer session's client secret. */
  customerSession?: string;
}

/** Says which ways to pay a Payment Element offers that was opened before there is an intent, and what is saved. */
export function openSession(
  context: SandboxContext,
  { currency, customerSession, ...wanted }: SessionRequest,
) {
  return {
    payment_method_types: eligibleTypes({
      ...(currency ? { currency } : {}),
      allowed_payment_method_types: wanted.allowed ?? null,
      excluded_payment_method_types: wanted.excluded ?? null,
      capture_method: wanted.captureMethod ?? "automatic",
    }),
    customer: customerSession ? savedBy(context, customerSession) : null,
  };
}

function savedBy(context: SandboxContext, secret: string) {
  const { customer, features } = openCustomerSession(context, secret);
  return { features, payment_methods: redisplayed(context, customer, features) };
}

/** What a browser may see of the saved payment methods that the session lets it show, newest first. */
function redisplayed(context: SandboxContext, customer: string, features: Features) {
  if (features.payment_method_redisplay !== "enabled") return [];
  const { data } = context.store.list({
    type: "payment_method",
    where: { customer },
    limit: 100,
  });
  return data
    .filter((method) =>
      features.payment_method_allow_redisplay_filters.includes(method.allow_redisplay ?? ""),
    )
    .slice(0, features.payment_method_redisplay_limit ?? 3)
    .map(({ id, type, billing_details, card, sepa_debit }) => ({
      id,
      type,
      billing_details,
      ...(card
        ? {
            card: {
              brand: card.brand,
              last4: card.last4,
              exp_month: card.exp_month,
              exp_year: card.exp_year,
            },
          }
        : {}),
      ...(sepa_debit ? { sepa_debit: { last4: sepa_debit.last4 } } : {}),
    }));
}
