import { badParam, notCovered } from "../http/errors.ts";
import { scheduleTask } from "../schedule-task.ts";
import type { CheckoutSession, Stripe } from "../stripe-types.ts";
import type { Work } from "../world.ts";
import { blankSession } from "./blank-session.ts";
import type { SessionPrivate } from "./get-session.ts";
import { readPaymentTerms } from "./payment-terms.ts";
import { priceSession } from "./price-session.ts";
import { readLines } from "./read-lines.ts";
import { readSettings } from "./read-settings.ts";

/** Opens a session: a page on which a customer pays for what the shop lists here. */
export function createSession(work: Work, params: Stripe.Checkout.SessionCreateParams): CheckoutSession {
  if (params.mode === undefined) throw badParam("mode", "Missing required param: mode.", "parameter_missing");
  if (params.mode !== "payment") throw notCovered(`Checkout Sessions with 'mode' = ${params.mode}`);
  const settings = readSettings(work, blankSession(work), params);
  const lines = readLines(work, params.line_items);
  const currency = lines[0]?.currency ?? "";
  if (params.currency !== undefined && params.currency.toLowerCase() !== currency)
    throw badParam(
      "currency",
      `The price specified only supports \`${currency}\`. This doesn't match the expected currency: \`${params.currency}\`.`,
    );
  const session = priceSession(work, { ...settings, currency, ...readPaymentTerms(currency, params) }, lines);
  const hidden: SessionPrivate = {
    lines: lines.map(({ id }) => id),
    paymentIntentData: params.payment_intent_data ?? {},
    customerUpdate: params.customer_update ?? {},
    given: null,
  };
  work.store.insert(session, hidden, session.created);
  scheduleTask(work, "expire-session", session.id, session.expires_at * 1000 - work.clock.now());
  return session;
}
