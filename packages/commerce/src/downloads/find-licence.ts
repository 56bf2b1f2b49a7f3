import { formatOrderNumber } from "@dualtrack/contract";
import { licenceAt } from "../catalog/licences.ts";
import { dayOf } from "../day-in-zone.ts";
import { lineTitle } from "../line-title.ts";
import { readOrderToken } from "../orders/links.ts";
import type { Shop } from "../shop.ts";

/**
 * The licence with which a line of an order was bought, as a text to keep: it says what for, and for whom. Null: it was bought without
 * one. ORDER_NOT_FOUND.
 */
export async function findLicence(
  shop: Shop,
  { token, orderLineId }: { token: string; orderLineId: string },
): Promise<string | null> {
  const orderId = readOrderToken(shop, token);
  const line = await shop.db.orderLine.findUnique({
    where: { id: orderLineId, orderId },
    select: {
      variantId: true,
      kind: true,
      productTitle: true,
      variantTitle: true,
      artist: true,
      order: { select: { number: true, name: true, companyName: true, placedAt: true } },
    },
  });
  if (line === null || line.kind !== "digital") return null;
  const { order, variantId, artist } = line;
  const licence = await licenceAt(shop.db, { variantId, at: order.placedAt });
  if (licence === null) return null;
  const licensee = order.companyName ?? order.name;
  return [
    `${artist}: ${lineTitle(line.productTitle, line.variantTitle)}`,
    `Order ${formatOrderNumber(order.number)} of ${dayOf(order.placedAt, shop.settings.timeZone)}`,
    ...(licensee === null ? [] : [`Licensed to ${licensee}`]),
    `Licence, version ${licence.number}`,
    "",
    licence.text,
    "",
  ].join("\n");
}
