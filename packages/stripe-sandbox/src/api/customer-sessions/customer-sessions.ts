import type { SandboxContext, UnitOfWork } from "../../context/sandbox-context.ts";
import { newId, randomWord } from "../../core/ids.ts";
import { route } from "../../http/route.ts";
import { badParam, missing, notCovered, refusal } from "../../stripe/errors.ts";
import type { CustomerSession, Stripe } from "../../stripe/stripe-types.ts";
export type Features = Stripe.CustomerSession.Components.PaymentElement.Features;
type Components = Stripe.CustomerSessionCreateParams.Components;

/** How long the client secret opens the customer's saved payment methods. Stripe has not published it. */
const LIFETIME_SECONDS = 30 * 60;

/** Lets a Payment Element show and change what a customer has saved. https://docs.stripe.com/api/customer_sessions */
function create(work: UnitOfWork, params: Stripe.CustomerSessionCreateParams): { object: string } {
  if (params.customer_account) throw notCovered("the parameter 'customer_account'");
  if (!params.customer) throw badParam("customer", "Missing required param: customer.", "parameter_missing");
  if (!work.store.find("customer", params.customer)) throw missing("customer", params.customer, "customer");
  const features = readComponents(params.components);
  const created = work.clock.seconds();
  const id = newId("cuss");
  const session: CustomerSession = {
    id,
    object: "customer_session",
    client_secret: `${id}_secret_${randomWord(28)}`,
    components: {
      active_entitlements: { enabled: false },
      buy_button: { enabled: false },
      customer_portal: { enabled: false },
      customer_sheet: { enabled: false, features: null },
      mobile_payment_element: { enabled: false, features: null },
      payment_element: { enabled: true, features },
      pricing_table: { enabled: false },
    },
    created,
    customer: params.customer,
    customer_account: null,
    expires_at: created + LIFETIME_SECONDS,
    livemode: false,
  };
  work.store.insert(session, null, created);
  const { id: _hidden, ...shown } = session;
  return shown;
}

/** Of all components the Payment Element is covered: it is the one that needs no app and no page of Stripe's. */
function readComponents(components: Components): Features {
  for (const [name, component] of Object.entries(components))
    if (name !== "payment_element" && (component as { enabled?: boolean }).enabled)
      throw notCovered(`the parameter 'components[${name}]'`);
  if (!components.payment_element?.enabled)
    throw refusal("At least one component must be enabled.", { param: "components" });
  const given = components.payment_element.features ?? {};
  const limit = given.payment_method_redisplay_limit;
  if (limit !== undefined && (limit < 1 || limit > 10))
    throw badParam(
      "components[payment_element][features][payment_method_redisplay_limit]",
      `Invalid integer: the limit must be between 1 and 10; got ${limit}.`,
    );
  return {
    payment_method_allow_redisplay_filters: given.payment_method_allow_redisplay_filters ?? ["always"],
    payment_method_redisplay: given.payment_method_redisplay ?? "disabled",
    payment_method_redisplay_limit: limit ?? 3,
    payment_method_remove: given.payment_method_remove ?? "disabled",
    payment_method_save: given.payment_method_save ?? "disabled",
    payment_method_save_usage: given.payment_method_save_usage ?? null,
  };
}

/** What a client secret lets a Payment Element do for whom, while it does. */
export function openCustomerSession(
  context: SandboxContext,
  secret: string,
): { customer: string; features: Features } {
  const [id = ""] = secret.split("_secret_");
  const session = context.store.find("customer_session", id);
  if (session?.client_secret !== secret)
    throw refusal("The provided customer session client secret does not match any customer session.", {
      code: "resource_missing",
      param: "customer_session_client_secret",
    });
  if (session.expires_at <= context.clock.seconds())
    throw refusal("The customer session has expired. Create a new one and use its client secret.", {
      param: "customer_session_client_secret",
    });
  const features = session.components?.payment_element.features;
  if (!features) throw refusal("This customer session is not for a Payment Element.");
  return { customer: session.customer, features };
}

export const customerSessionRoutes = [
  route<Stripe.CustomerSessionCreateParams>(
    "POST",
    "/v1/customer_sessions",
    (work, { params }) => create(work, params),
    { covers: ["components", "customer", "customer_account"] },
  ),
];
