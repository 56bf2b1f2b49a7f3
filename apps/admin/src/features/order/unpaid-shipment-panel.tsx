import { formatMoney } from "@dualtrack/contract";
import type { OrderView } from "../../server/trpc.ts";
import { minus } from "./order-facts.ts";
import { RiskPanel } from "./risk-panel.tsx";

/** Says of an order whose goods have left that its card was released before it was charged, and what staff can do. */
export function UnpaidShipmentPanel({ order }: { order: OrderView }) {
  const { paymentState, shipments, total, uncaptured, email } = order;
  if (paymentState !== "released" || shipments.length === 0) return null;
  return (
    <RiskPanel tone="bad" title="It has shipped, and nothing was charged">
      What was reserved on the card was released before it was charged, and can't be charged any more. Ask{" "}
      {email ?? "the customer"} to pay {formatMoney(minus(total, uncaptured.amount))} another way.
    </RiskPanel>
  );
}
