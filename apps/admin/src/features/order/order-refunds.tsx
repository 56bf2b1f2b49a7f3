import { formatMoney } from "@dualtrack/contract";
import { reasonWords, refundLooks } from "../../order-words.ts";
import type { OrderRefund, OrderView } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./order.module.css";
import { lineName, listGoods } from "./order-facts.ts";

export const refundsId = "refunds";

/** What went back, ours and those made at Stripe, each as it stands. */
export function OrderRefunds({ order, now }: { order: OrderView; now: number }) {
  return (
    <Section title="Refunds" id={refundsId}>
      {order.refunds.length === 0 ? (
        <p className={classes.none}>None.</p>
      ) : (
        <ul className={classes.entries}>
          {order.refunds.map((refund) => (
            <li key={refund.id} className={classes.refund}>
              <span className={classes.refundAmount}>{formatMoney(refund.amount)}</span>
              <Status {...refundLooks[refund.state]} />
              <Ago at={refund.createdAt} now={now} className={classes.when} />
              <span className={classes.sub}>
                {reasonWords[refund.reason]}, by {refund.by ?? "the shop or Stripe"}. {goodsOf(order, refund)}
              </span>
              {refund.note && <span className={classes.sub}>“{refund.note}”</span>}
              {refund.failureReason !== null && (
                <span className={classes.bad}>Stripe says: {refund.failureReason}</span>
              )}
              {refund.stripeRefundId !== null && (
                <span className={classes.sub}>
                  <CopyId id={refund.stripeRefundId} />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function goodsOf({ lines }: OrderView, refund: OrderRefund): string {
  const named = (restocked: boolean) =>
    listGoods(
      refund.lines
        .filter((line) => line.restocked === restocked)
        .flatMap(({ orderLineId, quantity }) => {
          const line = lines.find(({ id }) => id === orderLineId);
          return line ? [{ name: lineName(line), quantity }] : [];
        }),
    );
  const [back, gone] = [named(true), named(false)];
  return [back && `${back}: back in stock.`, gone && `${gone}: not back in stock.`].filter(Boolean).join(" ");
}
