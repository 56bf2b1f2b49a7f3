import { newClientSecret } from "../../core/ids.ts";
import { badParam, notCovered } from "../../stripe/errors.ts";
import { readUrl } from "../../stripe/limits.ts";
import type { CheckoutSession, Stripe } from "../../stripe/stripe-types.ts";

type Params = Stripe.Checkout.SessionCreateParams;

/** Where the customer pays, and where they go then. All addresses may hold `{CHECKOUT_SESSION_ID}`. */
export function readPage(blank: CheckoutSession, params: Params): Partial<CheckoutSession> {
  const { ui_mode = "hosted_page" } = params;
  if (ui_mode === "hosted_page") return readHosted(params);
  if (ui_mode === "embedded_page") return readEmbedded(blank, params);
  throw notCovered(`Checkout Sessions with 'ui_mode' = ${ui_mode}`);
}

/** A page of its own. https://docs.stripe.com/payments/checkout/custom-success-page */
function readHosted({ success_url, cancel_url, return_url, redirect_on_completion }: Params) {
  if (return_url !== undefined)
    throw badParam(
      "return_url",
      "`return_url` can only be used when `ui_mode` is not `hosted_page`. Use `success_url`.",
    );
  if (redirect_on_completion !== undefined)
    throw badParam(
      "redirect_on_completion",
      "`redirect_on_completion` can only be used when `ui_mode` is not `hosted_page`.",
    );
  if (success_url === undefined)
    throw badParam("success_url", "Missing required param: success_url.", "parameter_missing");
  return {
    success_url: readUrl(success_url, "success_url"),
    cancel_url: cancel_url === undefined ? null : readUrl(cancel_url, "cancel_url"),
  };
}

/** A part of the shop's page. https://docs.stripe.com/checkout/embedded/quickstart */
function readEmbedded({ id }: CheckoutSession, params: Params): Partial<CheckoutSession> {
  for (const name of ["success_url", "cancel_url"] as const)
    if (params[name] !== undefined)
      throw badParam(name, `\`${name}\` can only be used when \`ui_mode\` is \`hosted_page\`.`);
  const { return_url, redirect_on_completion = "always" } = params;
  if (redirect_on_completion === "never" && return_url !== undefined)
    throw badParam("return_url", "`return_url` cannot be used when `redirect_on_completion` is `never`.");
  if (redirect_on_completion !== "never" && return_url === undefined)
    throw badParam("return_url", "Missing required param: return_url.", "parameter_missing");
  return {
    ui_mode: "embedded_page",
    client_secret: newClientSecret(id),
    redirect_on_completion,
    url: null,
    ...(return_url === undefined ? {} : { return_url: readUrl(return_url, "return_url") }),
  };
}
