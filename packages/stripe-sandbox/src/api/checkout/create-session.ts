import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { scheduleTaskAt } from "../../context/schedule-task.ts";
import { badParam, notCovered } from "../../stripe/errors.ts";
import type { CheckoutSession, Stripe } from "../../stripe/stripe-types.ts";
import { findPlace } from "../tax/place.ts";
import { blankSession } from "./blank-session.ts";
import { giveDiscount } from "./discounts.ts";
import type { SessionPrivate } from "./get-session.ts";
import { readPaymentTerms } from "./payment-terms.ts";
import { priceSession } from "./price-session.ts";
import { readLines } from "./read-lines.ts";
import { readSettings } from "./read-settings.ts";
import { chooseRate, readShippingOptions } from "./shipping-options.ts";

type Params = Stripe.Checkout.SessionCreateParams;

/** Opens a session: a page on which a customer pays for what the shop lists here. */
export function createSession(work: UnitOfWork, params: Params): CheckoutSession {
  if (params.mode === undefined) throw badParam("mode", "Missing required param: mode.", "parameter_missing");
  if (params.mode !== "payment") throw notCovered(`Checkout Sessions with 'mode' = ${params.mode}`);
  const settings = readSettings(work, blankSession(work), params);
  const lines = readLines(work, params);
  const currency = lines[0]?.currency ?? "";
  const session = chooseRate(
    {
      ...settings,
      currency,
      ...readPaymentTerms(currency, params),
      shipping_options: readShippingOptions(work, params.shipping_options ?? [], currency),
    },
    undefined,
  );
  const hidden: SessionPrivate = {
    lines: lines.map(({ id }) => id),
    paymentIntentData: params.payment_intent_data ?? {},
    customerUpdate: params.customer_update ?? {},
    discount: null,
    shippingTaxes: [],
    taxAddress: params.automatic_tax?.enabled ? knownTaxAddress(work, params) : null,
    given: null,
  };
  const discounted = giveDiscount(work, { session, hidden }, params.discounts ?? []);
  work.store.insert(discounted.session, discounted.hidden, session.created);
  scheduleTaskAt(work, "expire-session", session.id, session.expires_at * 1000);
  return priceSession(work, discounted.session, discounted.hidden);
}

/** A customer's own address, unless the page is to ask for a better one. Goods are taxed where they arrive. */
function knownTaxAddress(work: UnitOfWork, { customer: id, customer_update }: Params) {
  if (id === undefined) return null;
  const customer = work.store.find("customer", id);
  const address = customer?.shipping?.address ?? customer?.address ?? null;
  const asks = customer_update?.address === "auto" || customer_update?.shipping === "auto";
  if (!asks && !(address && findPlace(address)))
    throw badParam(
      "customer",
      "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set either `customer_update[address]` to 'auto' or `customer_update[shipping]` to 'auto' to save the address entered in Checkout to the Customer.",
      "customer_tax_location_invalid",
    );
  return address;
}
