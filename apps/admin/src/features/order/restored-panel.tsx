import type { OrderView } from "../../server/trpc.ts";
import { RiskPanel } from "./risk-panel.tsx";

/**
 * Says of an order that was restored from Stripe that its shipments are not known, until a shipment is recorded; and which of its
 * discounts' uses could not be counted again.
 */
export function RestoredPanel({ order }: { order: OrderView }) {
  const { timeline, shipments, lines, uncountedDiscounts } = order;
  const isRestored = timeline.some(({ kind }) => kind === "restored");
  const isToShip = shipments.length === 0 && lines.some(({ openQuantity }) => openQuantity > 0);
  if (!isRestored) return null;
  return (
    <>
      {isToShip && (
        <RiskPanel tone="wait" title="This order may have left already">
          The database had lost it, and it was restored from what Stripe has. Earlier shipments are not known:
          ask the carrier, or the customer, before you pack it. If it has left, record that shipment here,
          without a mail.
        </RiskPanel>
      )}
      {uncountedDiscounts.length > 0 && (
        <RiskPanel tone="wait" title="A discount's use is not counted">
          When this order was restored from Stripe, {uncountedDiscounts.join(", ")}{" "}
          {uncountedDiscounts.length === 1 ? "was" : "were"} used up or no longer there. The customer has paid
          the discounted price, so the order holds; the discount's count does not include it.
        </RiskPanel>
      )}
    </>
  );
}
