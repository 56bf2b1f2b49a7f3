import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newId } from "../../core/ids.ts";
import { recordEvent } from "../../events/record-event.ts";
import { readCurrency } from "../../stripe/currencies.ts";
import { badParam, missing, notCovered, refusal } from "../../stripe/errors.ts";
import { assertLength } from "../../stripe/limits.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { Price, Stripe, Wire } from "../../stripe/stripe-types.ts";
import { type PricePrivate, readCurrencyOptions } from "./currency-options.ts";
import { claimLookupKey } from "./lookup-key.ts";
import { makeProduct } from "./make-product.ts";
import { assertUntiered, readAmounts } from "./read-amounts.ts";
import { readRecurring } from "./recurring.ts";

export type PriceCreateParams = Wire<Stripe.PriceCreateParams>;

/**
 * Makes a price for a product that exists or is made with it. `within` names the parameters in refusals where they are
 * nested: `default_price_data`.
 */
export function createPrice(work: UnitOfWork, params: PriceCreateParams, within?: string): Price {
  const param = (name: string) => (within ? `${within}[${name}]` : name);
  assertUntiered(params, param);
  if (params.billing_scheme === "tiered") throw notCovered("prices with 'billing_scheme' = tiered");
  const currency = readCurrency(params.currency, param("currency"));
  const amounts = readAmounts(params, currency, param);
  const recurring = params.recurring ? readRecurring(params.recurring, param("recurring")) : null;
  if (recurring && amounts.custom_unit_amount)
    throw badParam(param("custom_unit_amount"), "You cannot use `custom_unit_amount` with recurring prices.");
  const hidden: PricePrivate = {
    currencyOptions: readCurrencyOptions(params.currency_options ?? {}, currency, param("currency_options")),
  };
  assertLength(params.nickname, 5000, "nickname");
  const price: Price = {
    id: newId("price"),
    object: "price",
    active: params.active ?? true,
    billing_scheme: "per_unit",
    created: work.clock.seconds(),
    currency,
    ...amounts,
    livemode: false,
    lookup_key: claimLookupKey(work, params.lookup_key ?? null, { transfer: params.transfer_lookup_key }),
    metadata: mergeMetadata({}, params.metadata),
    nickname: params.nickname ?? null,
    product: productOf(work, params),
    recurring,
    tax_behavior: params.tax_behavior ?? "unspecified",
    tiers_mode: null,
    transform_quantity: readTransform(params),
    type: recurring ? "recurring" : "one_time",
  };
  work.store.insert(price, hidden, price.created);
  recordEvent(work, "price.created", price);
  return price;
}

function productOf(work: UnitOfWork, { product, product_data: data }: PriceCreateParams): string {
  if (product && data)
    throw badParam(
      "product_data",
      "You may only specify one of these parameters: product, product_data.",
      "parameters_exclusive",
    );
  if (data) return makeProduct(work, data, "product_data").id;
  if (!product)
    throw refusal("You must specify either `product` or `product_data` when creating a price.", {
      code: "parameter_missing",
      param: "product",
    });
  if (!work.store.find("product", product)) throw missing("product", product, "product");
  return product;
}

function readTransform({ transform_quantity: given, custom_unit_amount }: PriceCreateParams) {
  if (!given) return null;
  if (custom_unit_amount)
    throw badParam("transform_quantity", "You cannot use `transform_quantity` with `custom_unit_amount`.");
  if (given.divide_by < 1)
    throw badParam(
      "transform_quantity[divide_by]",
      "This value must be greater than or equal to 1.",
      "parameter_invalid_integer",
    );
  return given;
}
