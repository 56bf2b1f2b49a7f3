import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newId } from "../../core/ids.ts";
import { readCurrency } from "../../stripe/currencies.ts";
import { badParam, missing, notCovered, refusal } from "../../stripe/errors.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { LineItem, Price, Stripe } from "../../stripe/stripe-types.ts";
import { createPrice, type PriceCreateParams } from "../catalog/create-price.ts";
import { amountsIn } from "../catalog/currency-options.ts";
import { PRESET_TAX_CODE } from "../tax/tax-codes.ts";
import type { LinePrivate } from "./get-session.ts";

type Params = Stripe.Checkout.SessionCreateParams;
type LineParams = Stripe.Checkout.SessionCreateParams.LineItem;

const MOST_LINES = 100;
const MOST_PIECES = 999_999;

/**
 * Reads what is bought, and stores each line, without its sums. All lines have one currency: the wanted one, or else the
 * first line's.
 */
export function readLines(work: UnitOfWork, { line_items: items, currency }: Params): LineItem[] {
  if (!items || items.length === 0)
    throw badParam("line_items", "`line_items` param is required in payment mode.", "parameter_missing");
  if (items.length > MOST_LINES)
    throw badParam("line_items", `\`line_items\` can only contain up to ${MOST_LINES} items.`);
  let wanted = currency === undefined ? undefined : readCurrency(currency);
  return items.map((item, index) => {
    const line = readLine(work, item, wanted, `line_items[${index}]`);
    wanted = line.currency;
    return line;
  });
}

function readLine(work: UnitOfWork, item: LineParams, wanted: string | undefined, at: string): LineItem {
  if (item.tax_rates) throw notCovered(`the parameter '${at}[tax_rates]'`);
  const quantity = readQuantity(item.quantity, `${at}[quantity]`);
  const adjustable = readAdjustable(item.adjustable_quantity, quantity, at);
  const price = priceOf(work, item, at);
  assertSellable(price, at);
  const currency = wanted ?? price.currency;
  const unit = amountsIn(work, price, currency);
  if (!unit)
    throw refusal(
      `The price specified only supports \`${price.currency}\`. This doesn't match the expected currency: \`${currency}\`.`,
      { param: `${at}[price]` },
    );
  const product = work.store.find("product", price.product);
  const line: LineItem = {
    id: newId("li"),
    object: "item",
    adjustable_quantity: adjustable,
    amount_discount: 0,
    amount_subtotal: 0,
    amount_tax: 0,
    amount_total: 0,
    currency,
    description: product?.name ?? null,
    metadata: mergeMetadata({}, item.metadata),
    price: price as Stripe.Price,
    quantity,
  };
  const hidden: LinePrivate = {
    unit,
    product: price.product,
    taxCode: String(product?.tax_code ?? PRESET_TAX_CODE),
    discounts: [],
    taxes: [],
  };
  work.store.insert(line, hidden, work.clock.seconds());
  return line;
}

function readQuantity(quantity: number | undefined, param: string): number {
  if (quantity === undefined) throw badParam(param, `Missing required param: ${param}.`, "parameter_missing");
  if (quantity < 1)
    throw badParam(param, "This value must be greater than or equal to 1.", "parameter_invalid_integer");
  if (quantity > MOST_PIECES)
    throw badParam(
      param,
      `This value must be less than or equal to ${MOST_PIECES}.`,
      "parameter_invalid_integer",
    );
  return quantity;
}

/** Whether and how far the customer may change the quantity; 0 takes the line away. */
function readAdjustable(
  given: LineParams["adjustable_quantity"],
  quantity: number,
  at: string,
): LineItem["adjustable_quantity"] {
  if (!given?.enabled) return null;
  const { minimum = 0, maximum = 99 } = given;
  const param = (name: string) => `${at}[adjustable_quantity][${name}]`;
  if (maximum > MOST_PIECES)
    throw badParam(
      param("maximum"),
      `This value must be less than or equal to ${MOST_PIECES}.`,
      "parameter_invalid_integer",
    );
  if (minimum < 0 || minimum > maximum)
    throw badParam(param("minimum"), `The minimum must be from 0 to the maximum, ${maximum}.`);
  if (quantity < minimum || quantity > maximum)
    throw badParam(
      `${at}[quantity]`,
      `The quantity must be from ${minimum} to ${maximum}, as it may be adjusted.`,
    );
  return { enabled: true, maximum, minimum };
}

function priceOf(work: UnitOfWork, { price: id, price_data: data }: LineParams, at: string): Price {
  if (id !== undefined && data)
    throw badParam(
      `${at}[price_data]`,
      "You may only specify one of these parameters: price, price_data.",
      "parameters_exclusive",
    );
  if (data) return inlinePrice(work, data, `${at}[price_data]`);
  if (id === undefined)
    throw refusal("You must provide either `price` or `price_data` for each line item when using prices.", {
      code: "parameter_missing",
      param: at,
    });
  const price = work.store.find("price", id);
  if (!price) throw missing("price", id, `${at}[price]`);
  if (!price.active)
    throw refusal(`The price specified is inactive. This field only accepts active prices.`, {
      param: `${at}[price]`,
    });
  if (work.store.find("product", price.product)?.active === false)
    throw refusal(`Price \`${id}\` is not available to be purchased because its product is not active.`, {
      param: `${at}[price]`,
    });
  return price;
}

/** A price that is made for this one line, with its product if that is new: neither is offered to anybody else. */
function inlinePrice(work: UnitOfWork, data: NonNullable<LineParams["price_data"]>, at: string): Price {
  const { product_data, ...rest } = data as PriceCreateParams;
  return createPrice(
    work,
    {
      ...rest,
      active: false,
      ...(product_data ? { product_data: { ...product_data, active: false } } : {}),
    },
    at,
  );
}

function assertSellable(price: Price, at: string): void {
  if (price.recurring)
    throw refusal(
      "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.",
      { param: `${at}[price]` },
    );
  if (price.custom_unit_amount) throw notCovered("prices with 'custom_unit_amount' in a Checkout Session");
}
