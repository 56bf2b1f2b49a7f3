import type { OrderView } from "../../server/trpc.ts";
import { RiskPanel } from "./risk-panel.tsx";

/**
 * Says of an order that was restored from Stripe that its shipments are not known. Hidden once a shipment is recorded.
 */
export function RestoredPanel({ order: { timeline, shipments, lines } }: { order: OrderView }) {
  const isRestored = timeline.some(({ kind }) => kind === "restored");
  const isToShip = shipments.length === 0 && lines.some(({ openQuantity }) => openQuantity > 0);
  if (!isRestored || !isToShip) return null;
  return (
    <RiskPanel tone="wait" title="This order may have left already">
      The database had lost it, and it was restored from what Stripe has. Earlier shipments are not known: ask
      the carrier, or the customer, before you pack it. If it has left, record that shipment here, without a
      mail.
    </RiskPanel>
  );
}
