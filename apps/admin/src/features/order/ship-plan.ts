import { formatMoney, type Money, type Tracking } from "@dualtrack/contract";
import type { OrderView } from "../../server/trpc.ts";
import { lineName, listGoods } from "./order-facts.ts";
import { carrierText } from "./tracking-choice.ts";

/**
 * How many units of each line go into the shipment, by the line's id; a line that is not named goes with all remaining
 * units.
 */
export type ShipmentContents = Record<string, number>;

export interface ShipmentLine {
  orderLineId: string;
  quantity: number;
}

type ShippedOrder = Pick<OrderView, "lines" | "email">;

/** The units that a shipment leaves behind. */
export function restOf(
  { lines }: Pick<OrderView, "lines">,
  shipment: readonly ShipmentLine[],
): ShipmentLine[] {
  const packed = (id: string) => shipment.find(({ orderLineId }) => orderLineId === id)?.quantity ?? 0;
  return lines
    .map(({ id, openQuantity }) => ({ orderLineId: id, quantity: openQuantity - packed(id) }))
    .filter(({ quantity }) => quantity > 0);
}

/** How many units of a line are in the shipment; never more than remain, even if another person ships some first. */
export function packedOf(
  { id, openQuantity }: OrderView["lines"][number],
  contents: ShipmentContents,
): number {
  return Math.min(contents[id] ?? openQuantity, openQuantity);
}

export function planShipment({ lines }: ShippedOrder, contents: ShipmentContents): ShipmentLine[] {
  return lines
    .map((line) => ({ orderLineId: line.id, quantity: packedOf(line, contents) }))
    .filter(({ quantity }) => quantity > 0);
}

/** What shipping will do, as one sentence, and the state after it. `charge`: what the card is charged with it; null: nothing. */
export function shipmentSentences(
  order: ShippedOrder,
  shipment: ShipmentLine[],
  tracking: Tracking,
  tellCustomer: boolean,
  { isRestCancelled = false, charge = null }: { isRestCancelled?: boolean; charge?: Money | null } = {},
): [action: string, after: string] {
  if (shipment.length === 0) return ["Nothing is chosen yet.", ""];
  const rest = goodsIn(order, restOf(order, shipment));
  const mail = tellCustomer && order.email !== null ? ` and tell ${order.email} by e-mail` : "";
  const charged = charge === null ? "" : `The card is charged ${formatMoney(charge)}. `;
  return [
    `Mark ${goodsIn(order, shipment)} as shipped ${carrierText(tracking)},${mail === "" ? " without an e-mail" : mail}.`,
    rest === ""
      ? `${charged}After that, nothing is left to ship.`
      : isRestCancelled
        ? `${charged}Cancel ${rest}, which is not charged. After that, nothing is left to ship.`
        : `${charged}After that, this is still to ship: ${rest}.`,
  ];
}

/** The goods of a shipment, as a sentence names them. */
export function goodsIn({ lines }: Pick<OrderView, "lines">, shipment: readonly ShipmentLine[]): string {
  return listGoods(
    shipment.flatMap(({ orderLineId, quantity }) => {
      const line = lines.find(({ id }) => id === orderLineId);
      return line ? [{ name: lineName(line), quantity }] : [];
    }),
  );
}
