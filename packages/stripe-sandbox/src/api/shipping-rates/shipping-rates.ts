import type { SandboxContext, UnitOfWork } from "../../context/sandbox-context.ts";
import { newId } from "../../core/ids.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import { readCurrency } from "../../stripe/currencies.ts";
import { badParam, missing } from "../../stripe/errors.ts";
import { assertLength, assertWhole } from "../../stripe/limits.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { ShippingRate, Stripe } from "../../stripe/stripe-types.ts";
import { settleTaxBehavior, type TaxBehavior } from "../tax/tax-behavior.ts";
import { readTaxCode } from "../tax/tax-codes.ts";

/** What shipping costs in one currency, in minor units. */
type Option = { amount: number; tax_behavior: TaxBehavior };

/** The currencies of a rate beside its own; Stripe shows them only when `fixed_amount.currency_options` is expanded. */
interface ShippingRatePrivate {
  currencyOptions: Record<string, Option>;
}

/** The shipping rate with this id; `param` names it when it came as a parameter, not in the URL. */
export function getShippingRate(context: SandboxContext, id: string, param = "id"): ShippingRate {
  const found = context.store.find("shipping_rate", id);
  if (!found) throw missing("shipping_rate", id, param);
  return found;
}

/** Shipping rates have no events at Stripe. https://docs.stripe.com/api/shipping_rates/create */
export function createShippingRate(work: UnitOfWork, params: Stripe.ShippingRateCreateParams): ShippingRate {
  assertLength(params.display_name, 100, "display_name");
  if (!params.fixed_amount)
    throw badParam("fixed_amount", "Missing required param: fixed_amount.", "parameter_missing");
  const { amount, currency: given, currency_options } = params.fixed_amount;
  const currency = readCurrency(given, "fixed_amount[currency]");
  const rate: ShippingRate = {
    id: newId("shr"),
    object: "shipping_rate",
    active: true,
    created: work.clock.seconds(),
    delivery_estimate: readEstimate(params.delivery_estimate),
    display_name: params.display_name,
    fixed_amount: { amount: assertWhole(amount, 0, "fixed_amount[amount]"), currency },
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    tax_behavior: params.tax_behavior ?? "unspecified",
    tax_code: params.tax_code === undefined ? null : readTaxCode(params.tax_code, "tax_code"),
    type: "fixed_amount",
  };
  const hidden: ShippingRatePrivate = { currencyOptions: changedOptions(currency, {}, currency_options) };
  work.store.insert(rate, hidden, rate.created);
  return rate;
}

function update(work: UnitOfWork, id: string, params: Stripe.ShippingRateUpdateParams): ShippingRate {
  const before = getShippingRate(work, id);
  const next: ShippingRate = {
    ...before,
    active: params.active ?? before.active,
    tax_behavior: settleTaxBehavior(
      before.tax_behavior ?? "unspecified",
      params.tax_behavior,
      "tax_behavior",
    ),
    metadata: mergeMetadata(before.metadata, params.metadata),
  };
  const hidden: ShippingRatePrivate = {
    currencyOptions: changedOptions(
      before.fixed_amount?.currency ?? "",
      othersOf(work, id),
      params.fixed_amount?.currency_options,
    ),
  };
  work.store.update(next, hidden);
  return next;
}

function othersOf(context: SandboxContext, id: string): Record<string, Option> {
  return context.store.findPrivate<ShippingRatePrivate>(id)?.currencyOptions ?? {};
}

/** What shipping costs by currency, its own first: what the expanded `fixed_amount.currency_options` holds. */
export function currencyOptionsOf(
  context: SandboxContext,
  rate: ShippingRate,
): Record<string, Option> | undefined {
  if (!rate.fixed_amount) return undefined;
  const { amount, currency } = rate.fixed_amount;
  const tax_behavior = rate.tax_behavior ?? "unspecified";
  return { [currency]: { amount, tax_behavior }, ...othersOf(context, rate.id) };
}

function changedOptions(
  own: string,
  before: Record<string, Option>,
  given: Stripe.ShippingRateUpdateParams.FixedAmount["currency_options"] = {},
): Record<string, Option> {
  const options = { ...before };
  for (const [name, { amount, tax_behavior }] of Object.entries(given)) {
    const param = `fixed_amount[currency_options][${name}]`;
    const currency = readCurrency(name, param);
    if (currency === own)
      throw badParam(param, "A currency option must differ from the currency of the shipping rate itself.");
    const was = options[currency];
    if (amount === undefined && !was)
      throw badParam(`${param}[amount]`, `Missing required param: ${param}[amount].`, "parameter_missing");
    options[currency] = {
      amount: assertWhole(amount ?? was?.amount ?? 0, 0, `${param}[amount]`),
      tax_behavior: settleTaxBehavior(
        was?.tax_behavior ?? "unspecified",
        tax_behavior,
        `${param}[tax_behavior]`,
      ),
    };
  }
  return options;
}

function readEstimate(
  given: Stripe.ShippingRateCreateParams.DeliveryEstimate | undefined,
): ShippingRate["delivery_estimate"] {
  if (!given) return null;
  for (const [name, bound] of Object.entries(given))
    if (bound) assertWhole(bound.value, 1, `delivery_estimate[${name}][value]`);
  return { maximum: given.maximum ?? null, minimum: given.minimum ?? null };
}

function list(work: UnitOfWork, params: Stripe.ShippingRateListParams) {
  const { active, currency } = params;
  return paginate(work, params, {
    type: "shipping_rate",
    url: "/v1/shipping_rates",
    equals: {
      ...(active === undefined ? {} : { active }),
      ...(currency ? { "fixed_amount.currency": readCurrency(currency) } : {}),
    },
  });
}

export const shippingRateRoutes = [
  route<Stripe.ShippingRateCreateParams>(
    "POST",
    "/v1/shipping_rates",
    (work, { params }) => createShippingRate(work, params),
    {
      covers: [
        "delivery_estimate",
        "display_name",
        "fixed_amount",
        "metadata",
        "tax_behavior",
        "tax_code",
        "type",
      ],
    },
  ),
  route<Stripe.ShippingRateListParams>(
    "GET",
    "/v1/shipping_rates",
    (work, { params }) => list(work, params),
    { covers: [...pageParams, "active", "created", "currency"] },
  ),
  route("GET", "/v1/shipping_rates/{id}", (work, { id }) => getShippingRate(work, id), { covers: [] }),
  route<Stripe.ShippingRateUpdateParams>(
    "POST",
    "/v1/shipping_rates/{id}",
    (work, { id, params }) => update(work, id, params),
    { covers: ["active", "fixed_amount", "metadata", "tax_behavior"] },
  ),
];
