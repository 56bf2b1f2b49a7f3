import { amountStep, type Sender } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import type { CustomsItem } from "../carrier-api.ts";
import { DomainError } from "../domain-error.ts";
import type { FulfilledOrder } from "../fulfilment/fulfilment-rows.ts";
import { lineTitle } from "../line-title.ts";
import { addressOf } from "../orders/customer-details.ts";
import type { ShippedLines } from "../shipments/ship-goods.ts";
import { isOneCustomsArea } from "../shipping/is-one-customs-area.ts";
import { weightOf } from "../shipping/pack-parcel.ts";
import { packedUnits } from "./packed-units.ts";

/**
 * The goods in a parcel of which the catalog does not know what customs ask. Both lists are empty for a parcel that passes no customs,
 * and for an order without a delivery address.
 */
export async function missingCustoms(
  tx: Tx,
  order: FulfilledOrder,
  parcel: { sender: Sender; lines: ShippedLines },
) {
  const address = addressOf(order.shippingAddress);
  if (address === null || isOneCustomsArea(parcel.sender.address.country, address.country))
    return { origins: [], hsCodes: [] };
  const goods = await declaredGoods(tx, order, parcel.lines);
  const named = (missing: typeof goods) => missing.map(({ productId, title }) => ({ productId, title }));
  return {
    origins: named(goods.filter(({ originCountry }) => originCountry === null)),
    hsCodes: named(goods.filter(({ hsCode }) => hsCode === null)),
  };
}

/** What the catalog knows of these lines for customs, now. */
async function declaredGoods(tx: Tx, order: FulfilledOrder, lines: ShippedLines) {
  const shipped = order.lines.filter(({ id }) => lines.some(({ orderLineId }) => orderLineId === id));
  const variants = await tx.variant.findMany({
    where: { id: { in: shipped.map(({ variantId }) => variantId) } },
    select: { id: true, productId: true, hsCode: true, originCountry: true },
  });
  return shipped.flatMap(({ id, variantId, productTitle, variantTitle }) => {
    const variant = variants.find((each) => each.id === variantId);
    if (variant === undefined) return [];
    const { productId, hsCode, originCountry } = variant;
    const title = lineTitle(productTitle, variantTitle);
    return [{ orderLineId: id, productId, title, hsCode, originCountry }];
  });
}

/**
 * Each line with its share of what was paid. A unit of unknown weight is declared with an equal share of the parcel.
 * LABEL_NEEDS_ORIGIN.
 */
export async function customsItems(
  tx: Tx,
  order: FulfilledOrder,
  { lines, weightGrams }: { lines: ShippedLines; weightGrams: number },
): Promise<CustomsItem[]> {
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const share = Math.max(1, Math.floor(weightGrams / pieces));
  const goods = await declaredGoods(tx, order, lines);
  const unknown = goods.filter(({ originCountry }) => originCountry === null).map(({ title }) => title);
  if (unknown.length > 0) throw new DomainError("LABEL_NEEDS_ORIGIN", { goods: [...new Set(unknown)] });
  const items = lines.map(async (shipped): Promise<CustomsItem[]> => {
    const line = order.lines.find(({ id }) => id === shipped.orderLineId);
    const declared = goods.find(({ orderLineId }) => orderLineId === shipped.orderLineId);
    if (line === undefined || declared === undefined || declared.originCountry === null) return [];
    const { title, hsCode, originCountry } = declared;
    const units = await packedUnits(tx, order, [shipped]);
    const known = units.every((unit) => unit.weightGrams !== null);
    return [
      {
        ...{ description: title, hsCode, originCountry },
        quantity: shipped.quantity,
        weightGrams: known ? weightOf(units) : share * shipped.quantity,
        amount: customsValue(line, { quantity: shipped.quantity, currency: order.currency }),
        currency: order.currency,
      },
    ];
  });
  return (await Promise.all(items)).flat();
}

/**
 * What units of a line are worth to customs, in minor units: what was paid for them. What was given away is worth its price, as a
 * declaration of nothing is refused.
 */
function customsValue(
  { totalAmount, amount, quantity: bought }: FulfilledOrder["lines"][number],
  { quantity, currency }: { quantity: number; currency: string },
): number {
  const shareOf = (sum: number) => Math.round((sum * quantity) / bought);
  return shareOf(totalAmount) || shareOf(amount) || amountStep(currency);
}
