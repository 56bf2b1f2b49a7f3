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
                {reasonWords[refund.reason]}, by {whoDecided(refund)}. {goodsOf(order, refund)}
              </span>
              {refund.note && <span className={classes.sub}>“{refund.note}”</span>}
              {isDead(refund) && <span className={classes.bad}>{whatNow(refund)}</span>}
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

/** The shop itself always knows why; a refund without a reason of ours was made in Stripe's dashboard. */
function whoDecided({ by, reason }: OrderRefund): string {
  return by ?? (reason === "other" ? "somebody at Stripe" : "the shop itself");
}

/** Its money never reached the customer, or came back. */
function isDead({ state }: OrderRefund): boolean {
  return state === "failed" || state === "canceled";
}

function whatNow({ state, failureReason, amount, lines }: OrderRefund): string {
  const goods = lines.some(({ restock }) => restock) ? " Goods that came back stay in stock." : "";
  if (state === "canceled")
    return `It was cancelled at Stripe: the customer did not get this money, and it can be refunded again.${goods}`;
  const why = failureReason === null ? "" : ` (Stripe says: ${failureReason})`;
  return `The customer did not get these ${formatMoney(amount)}${why}. They can be refunded again; if that fails, too, ask the customer for another way to pay them.${goods}`;
}

function goodsOf({ lines }: OrderView, refund: OrderRefund): string {
  const named = (restock: boolean) =>
    listGoods(
      refund.lines
        .filter((line) => line.restock === restock)
        .flatMap(({ orderLineId, quantity }) => {
          const line = lines.find(({ id }) => id === orderLineId);
          return line ? [{ name: lineName(line), quantity }] : [];
        }),
    );
  const [back, gone] = [named(true), named(false)];
  return [back && `${back}: back in stock.`, gone && `${gone}: not put back in stock.`]
    .filter(Boolean)
    .join(" ");
}
