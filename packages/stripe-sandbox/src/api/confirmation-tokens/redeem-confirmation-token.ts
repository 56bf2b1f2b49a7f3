import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { badParam, missing, refusal, StripeError } from "../../stripe/errors.ts";
import type { ConfirmationToken } from "../../stripe/stripe-types.ts";
import type { TokenPrivate } from "./make-confirmation-token.ts";

interface Confirming {
  confirmation_token?: string;
  confirm?: boolean;
  payment_method?: unknown;
  payment_method_data?: unknown;
}

/**
 * Carries out a confirmation whose payment method may be in a confirmation token. With one, it happens with all that the
 * token holds and the call does not say itself, and the token is spent, also when the bank declines.
 */
export function confirmWithToken<P extends Confirming, I extends { id: string; object: string }>(
  work: UnitOfWork,
  params: P,
  confirm: (params: P) => I,
): I {
  const { confirmation_token: id, confirm: isConfirmed = true, ...rest } = params;
  if (!id) return confirm(params);
  if (!isConfirmed)
    throw badParam("confirmation_token", "You can only pass `confirmation_token` when `confirm` is true.");
  const held = redeem(work, id, rest);
  const { confirmation_token: _spent, ...own } = params;
  try {
    const intent = confirm({ ...held, ...own } as unknown as P);
    markSpent(work, id, intent);
    return intent;
  } catch (error) {
    const { payment_intent, setup_intent } = error instanceof StripeError ? error.body : {};
    const declined = (payment_intent ?? setup_intent) as I | undefined;
    if (declined) markSpent(work, id, declined);
    throw error;
  }
}

/** The parameters that a token stands for. */
function redeem(work: UnitOfWork, id: string, params: Confirming): Record<string, unknown> {
  for (const name of ["payment_method", "payment_method_data"] as const)
    if (params[name])
      throw badParam(
        name,
        `You may only specify one of these parameters: confirmation_token, ${name}.`,
        "parameters_exclusive",
      );
  const token = work.store.find("confirmation_token", id);
  if (!token) throw missing("confirmation_token", id, "confirmation_token");
  const { paymentMethod } = work.store.findPrivate<TokenPrivate>(id) ?? {};
  if (token.expires_at === null)
    throw refusal(
      "The provided ConfirmationToken has already been used to confirm a PaymentIntent or SetupIntent.",
      {
        param: "confirmation_token",
      },
    );
  if (token.expires_at <= work.clock.seconds())
    throw refusal("The provided ConfirmationToken has expired.", { param: "confirmation_token" });
  const held = {
    return_url: token.return_url,
    setup_future_usage: token.setup_future_usage,
    shipping: token.shipping,
    mandate_data: token.mandate_data,
    use_stripe_sdk: token.use_stripe_sdk || null,
  };
  const given = Object.entries(held).filter(([, value]) => value !== null && value !== undefined);
  return { ...Object.fromEntries(given), payment_method: paymentMethod };
}

/** A token serves once: remembers for which intent, and that it does not expire any more. */
function markSpent(work: UnitOfWork, id: string, intent: { id: string; object: string }): void {
  const token = work.store.find("confirmation_token", id);
  if (!token) return;
  const link = intent.object === "setup_intent" ? { setup_intent: intent.id } : { payment_intent: intent.id };
  work.store.update({ ...token, ...link, expires_at: null } as ConfirmationToken);
}
