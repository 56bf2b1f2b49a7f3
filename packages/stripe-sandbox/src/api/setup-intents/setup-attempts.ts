import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newId } from "../../core/ids.ts";
import { type PageParams, pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import type { PaymentMethod, SetupAttempt, SetupIntent } from "../../stripe/stripe-types.ts";
import { getSetupIntent } from "./get-setup-intent.ts";

/** Writes down that saving a payment method is tried. https://docs.stripe.com/api/setup_attempts */
export function beginAttempt(work: UnitOfWork, intent: SetupIntent, method: PaymentMethod): SetupAttempt {
  const { card } = method;
  const attempt: SetupAttempt = {
    id: newId("setatt"),
    object: "setup_attempt",
    application: null,
    created: work.clock.seconds(),
    customer: intent.customer,
    customer_account: null,
    flow_directions: null,
    livemode: false,
    on_behalf_of: null,
    payment_method: method.id,
    payment_method_details: {
      type: method.type,
      ...(card
        ? {
            card: {
              brand: card.brand,
              checks: card.checks,
              country: card.country,
              exp_month: card.exp_month,
              exp_year: card.exp_year,
              fingerprint: card.fingerprint ?? null,
              funding: card.funding,
              last4: card.last4,
              network: card.brand,
              three_d_secure: null,
              wallet: null,
            },
          }
        : { sepa_debit: {} }),
    },
    setup_error: null,
    setup_intent: intent.id,
    status: "requires_confirmation",
    usage: intent.usage,
  };
  work.store.insert(attempt, null, attempt.created);
  return attempt;
}

/** How the latest attempt of a setup intent stands now; `authenticated` says how 3-D Secure ended, if it was asked for. */
export function recordAttempt(
  work: UnitOfWork,
  { latest_attempt, last_setup_error }: SetupIntent,
  status: "requires_action" | "succeeded" | "failed" | "abandoned",
  authenticated?: boolean,
): void {
  const attempt = work.store.find("setup_attempt", latest_attempt ?? "");
  if (!attempt) return;
  const { card } = attempt.payment_method_details;
  const recorded = {
    ...attempt,
    status,
    setup_error: status === "failed" ? last_setup_error : null,
    ...(card && authenticated !== undefined
      ? {
          payment_method_details: {
            type: "card",
            card: { ...card, three_d_secure: threeDSecure(authenticated) },
          },
        }
      : {}),
  };
  work.store.update(recorded);
}

function threeDSecure(passed: boolean) {
  return {
    authentication_flow: "challenge",
    electronic_commerce_indicator: passed ? "05" : null,
    result: passed ? "authenticated" : "failed",
    result_reason: passed ? null : "rejected",
    transaction_id: null,
    version: "2.2.0",
  };
}

type ListParams = PageParams & { setup_intent: string };

function list(work: UnitOfWork, params: ListParams) {
  const { id } = getSetupIntent(work, params.setup_intent, "setup_intent");
  return paginate(work, params, {
    type: "setup_attempt",
    url: "/v1/setup_attempts",
    equals: { setup_intent: id },
  });
}

export const setupAttemptRoutes = [
  route<ListParams>("GET", "/v1/setup_attempts", (work, { params }) => list(work, params), {
    covers: [...pageParams, "created", "setup_intent"],
  }),
];
