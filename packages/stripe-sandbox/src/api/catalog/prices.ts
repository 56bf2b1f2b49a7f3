import type { SandboxContext, UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import { type SearchParams, searchObjects, searchParams } from "../../search/search-objects.ts";
import { readCurrency } from "../../stripe/currencies.ts";
import { badParam, missing, notCovered, refusal } from "../../stripe/errors.ts";
import { assertLength } from "../../stripe/limits.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { Price, Stripe, Wire } from "../../stripe/stripe-types.ts";
import { settleTaxBehavior } from "../tax/tax-behavior.ts";
import { createPrice, type PriceCreateParams } from "./create-price.ts";
import { type PricePrivate, readCurrencyOptions } from "./currency-options.ts";
import { claimLookupKey } from "./lookup-key.ts";

type PriceUpdateParams = Wire<Stripe.PriceUpdateParams>;

/** The price with this id; `param` names it when it came as a parameter, not in the URL. */
function getPrice(context: SandboxContext, id: string, param = "id"): Price {
  const found = context.store.find("price", id);
  if (!found) throw missing("price", id, param);
  return found;
}

/** What is charged cannot be changed, only the names, the further currencies and whether it is on sale. */
function update(work: UnitOfWork, id: string, params: PriceUpdateParams): Price {
  const before = getPrice(work, id);
  const next: Price = {
    ...before,
    metadata: mergeMetadata(before.metadata, params.metadata),
  };
  if (params.active !== undefined) {
    if (!params.active) assertNotDefault(work, before);
    next.active = params.active;
  }
  if (params.nickname !== undefined) {
    assertLength(params.nickname, 5000, "nickname");
    next.nickname = params.nickname || null;
  }
  if (params.lookup_key !== undefined)
    next.lookup_key = claimLookupKey(work, params.lookup_key, {
      owner: id,
      transfer: params.transfer_lookup_key,
    });
  next.tax_behavior = settleTaxBehavior(
    before.tax_behavior ?? "unspecified",
    params.tax_behavior,
    "tax_behavior",
  );
  const hidden =
    params.currency_options === undefined ? undefined : changedOptions(work, before, params.currency_options);
  work.store.update(next, hidden);
  recordEvent(work, "price.updated", next, before);
  return next;
}

function assertNotDefault(work: UnitOfWork, { id, product }: Price): void {
  if (work.store.find("product", product)?.default_price === id)
    throw refusal("This price cannot be archived because it is the default price of its product.");
}

/** Given currencies are added or changed; an empty value takes all of them away. */
function changedOptions(
  work: UnitOfWork,
  price: Price,
  given: PriceUpdateParams["currency_options"],
): PricePrivate {
  if (!given) return { currencyOptions: {} };
  const hidden = work.store.findPrivate<PricePrivate>(price.id, "price");
  return {
    currencyOptions: readCurrencyOptions(given, price.currency, "currency_options", hidden?.currencyOptions),
  };
}

function list(work: UnitOfWork, params: Stripe.PriceListParams) {
  const { active, currency, lookup_keys, product, recurring, type } = params;
  if (lookup_keys && lookup_keys.length > 10)
    throw badParam("lookup_keys", "You may specify at most 10 lookup keys.");
  if (recurring?.meter) throw notCovered("the parameter 'recurring[meter]' of GET /v1/prices");
  return paginate(work, params, {
    type: "price",
    url: "/v1/prices",
    equals: {
      ...(active === undefined ? {} : { active }),
      ...(currency ? { currency: readCurrency(currency) } : {}),
      ...(lookup_keys ? { lookup_key: lookup_keys } : {}),
      ...(product ? { product } : {}),
      ...(recurring?.interval ? { "recurring.interval": recurring.interval } : {}),
      ...(recurring?.usage_type ? { "recurring.usage_type": recurring.usage_type } : {}),
      ...(type ? { type } : {}),
    },
  });
}

/** https://docs.stripe.com/search#query-fields-for-prices */
const searchFields = {
  active: "boolean",
  currency: "token",
  lookup_key: "string",
  product: "string",
  type: "token",
} as const;

export const priceRoutes = [
  route<PriceCreateParams>("POST", "/v1/prices", (work, { params }) => createPrice(work, params), {
    covers: [
      "active",
      "billing_scheme",
      "currency",
      "currency_options",
      "custom_unit_amount",
      "lookup_key",
      "metadata",
      "nickname",
      "product",
      "product_data",
      "recurring",
      "tax_behavior",
      "transfer_lookup_key",
      "transform_quantity",
      "unit_amount",
      "unit_amount_decimal",
    ],
  }),
  route<Stripe.PriceListParams>("GET", "/v1/prices", (work, { params }) => list(work, params), {
    covers: [...pageParams, "active", "created", "currency", "lookup_keys", "product", "recurring", "type"],
  }),
  route<SearchParams>(
    "GET",
    "/v1/prices/search",
    (work, { params }) =>
      searchObjects(work, params, { type: "price", url: "/v1/prices/search", fields: searchFields }),
    { covers: searchParams },
  ),
  route("GET", "/v1/prices/{id}", (work, { id }) => getPrice(work, id), { covers: [] }),
  route<PriceUpdateParams>("POST", "/v1/prices/{id}", (work, { id, params }) => update(work, id, params), {
    covers: [
      "active",
      "currency_options",
      "lookup_key",
      "metadata",
      "nickname",
      "tax_behavior",
      "transfer_lookup_key",
    ],
  }),
];
