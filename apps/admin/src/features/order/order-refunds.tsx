import type { ReactNode } from "react";
import type { Me, OrderRefund, OrderView } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Section } from "../../ui/section.tsx";
import classes from "./order.module.css";
import { forManagers, lineName, listGoods } from "./order-facts.ts";
import { RefundEntry } from "./refund-entry.tsx";
import type { GoodsQuestion, RefundQuestion } from "./refund-questions.ts";

export const refundsId = "refunds";

/** All refunds of the order, also those made at Stripe, each with its status and the place of its goods. */
export function OrderRefunds({
  order,
  me,
  now,
  onAsk,
  onAskGoods,
  onNotice,
}: {
  order: OrderView;
  me: Me;
  now: number;
  onAsk: (question: RefundQuestion, refund: OrderRefund) => void;
  onAskGoods: (question: GoodsQuestion) => void;
  onNotice: (notice: ReactNode) => void;
}) {
  // While the page asks where the goods of a refund are, the answer is how goods are put back in stock.
  const mayReturn =
    order.lines.some(({ returnableQuantity }) => returnableQuantity > 0) &&
    !order.refunds.some(({ asksForGoods }) => asksForGoods);
  const lacking = listGoods(
    order.lines
      .map((line) => ({ name: lineName(line), quantity: line.lackingQuantity }))
      .filter(({ quantity }) => quantity > 0),
  );
  return (
    <Section
      title={order.uncaptured.amount > 0 ? "Refunds, and what was not charged" : "Refunds"}
      id={refundsId}
    >
      {order.refunds.length === 0 ? (
        <p className={classes.none}>None.</p>
      ) : (
        <ul className={classes.entries}>
          {order.refunds.map((refund) => (
            <RefundEntry
              key={refund.id}
              order={order}
              refund={refund}
              me={me}
              now={now}
              onAsk={onAsk}
              onNotice={onNotice}
            />
          ))}
        </ul>
      )}
      {lacking !== "" && (
        <p className={classes.bad}>
          {lacking}: sold to others after the refund had succeeded, before it failed. Make the refund again,
          or send the goods: take them out of stock for this order when there are some.
        </p>
      )}
      {(mayReturn || lacking !== "") && (
        <fieldset className={classes.shipmentActions} aria-label="Goods of this order">
          {lacking !== "" && (
            <ActionButton
              disabledReason={forManagers(me)}
              onPress={() => onAskGoods("reclaimGoods")}
              onRefused={onNotice}
            >
              Take them out of stock
            </ActionButton>
          )}
          {mayReturn && (
            <ActionButton
              disabledReason={forManagers(me)}
              onPress={() => onAskGoods("returnGoods")}
              onRefused={onNotice}
            >
              Goods are back in stock
            </ActionButton>
          )}
        </fieldset>
      )}
    </Section>
  );
}
