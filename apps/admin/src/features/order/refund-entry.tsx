import { formatMoney } from "@dualtrack/contract";
import type { ReactNode } from "react";
import { exactTime } from "../../messages.ts";
import { paidAnotherWayLook, reasonWords, refundLooks, waivedLook } from "../../order-words.ts";
import type { Me, OrderRefund, OrderView } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Ago } from "../../ui/ago.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./order.module.css";
import { forManagers, isFailedRefund, isUnsettledRefund } from "./order-facts.ts";
import { failureWords, whyNotAgain } from "./refund-failure-words.ts";
import { goodsQuestion, refundGoodsWords } from "./refund-goods-words.ts";
import type { RefundQuestion } from "./refund-questions.ts";

/** One refund: how it stands, who made it and why, where its goods are, and what to do now. */
export function RefundEntry({
  order,
  refund,
  me,
  now,
  onAsk,
  onSay,
}: {
  order: OrderView;
  refund: OrderRefund;
  me: Me;
  now: number;
  onAsk: (question: RefundQuestion, refund: OrderRefund) => void;
  onSay: (words: ReactNode) => void;
}) {
  const { amount, note, stripeRefundId, createdAt } = refund;
  const isRetried = refund.whyNoRetry === "tried_again";
  return (
    <li className={classes.refund}>
      <span className={classes.refundAmount}>{formatMoney(amount)}</span>
      <Status {...lookOf(refund)} />
      <Ago at={createdAt} now={now} className={classes.when} />
      <span className={classes.sub}>
        {whoAndWhy(refund)} {refundGoodsWords(order, refund)}
      </span>
      {note && <span className={classes.sub}>“{note}”</span>}
      {isFailedRefund(refund) && <Failure refund={refund} isRetried={isRetried} />}
      {refund.asksForGoods && <span className={classes.bad}>{goodsQuestion(refund)}</span>}
      {stripeRefundId !== null && (
        <span className={classes.sub}>
          <CopyId id={stripeRefundId} />
        </span>
      )}
      {((isUnsettledRefund(refund) && !isRetried) || refund.asksForGoods) && (
        <fieldset
          className={`${classes.sub} ${classes.parcelActions}`}
          aria-label={`Refund of ${formatMoney(amount)}`}
        >
          {isUnsettledRefund(refund) && (
            <ActionButton
              whyNot={forManagers(me) ?? whyNotAgain(refund)}
              onPress={() => onAsk("retry", refund)}
              onRefused={onSay}
            >
              Try again
            </ActionButton>
          )}
          {isUnsettledRefund(refund) && (
            <ActionButton
              whyNot={forManagers(me) ?? whyNotAgain(refund)}
              onPress={() => onAsk("payAnotherWay", refund)}
              onRefused={onSay}
            >
              Paid another way
            </ActionButton>
          )}
          {isUnsettledRefund(refund) && order.state !== "cancelled" && (
            <ActionButton
              whyNot={forManagers(me) ?? whyNotAgain(refund)}
              onPress={() => onAsk("waive", refund)}
              onRefused={onSay}
            >
              Customer keeps the goods
            </ActionButton>
          )}
          {refund.asksForGoods && (
            <ActionButton
              whyNot={forManagers(me)}
              onPress={() => onAsk("whereGoods", refund)}
              onRefused={onSay}
            >
              Say where they are
            </ActionButton>
          )}
        </fieldset>
      )}
    </li>
  );
}

function Failure({ refund, isRetried }: { refund: OrderRefund; isRetried: boolean }) {
  const { why, now } = failureWords(refund);
  if (isRetried) return <span className={classes.sub}>{why} It was made again.</span>;
  if (refund.paidAnotherWay !== null) {
    const { by, at, note } = refund.paidAnotherWay;
    return (
      <span className={classes.sub}>
        {why} {by} noted, {exactTime(at)}, that it was paid another way, not through Stripe: “{note}”
      </span>
    );
  }
  if (refund.waived !== null) {
    const { by, at, note } = refund.waived;
    return (
      <span className={classes.sub}>
        {why} {by} noted, {exactTime(at)}, that it is owed no longer, as the customer keeps the goods: “{note}
        ”
      </span>
    );
  }
  return (
    <span className={classes.bad}>
      The customer did not get this {formatMoney(refund.amount)}. {why} {now}
    </span>
  );
}

function lookOf({ state, paidAnotherWay, waived }: OrderRefund) {
  if (paidAnotherWay !== null) return paidAnotherWayLook;
  return waived !== null && isFailedRefund({ state }) ? waivedLook : refundLooks[state];
}

/** One line for each refund, wherever it was made. */
function whoAndWhy({
  by,
  isMadeAtStripe,
  reason,
  createdAt,
  goodsDecidedBy,
  retryOfId,
}: OrderRefund): string {
  const who = isMadeAtStripe ? "Made at Stripe" : (by ?? "The shop itself");
  const again = retryOfId === null ? "" : ", tried again";
  const why = isMadeAtStripe && reason === "other" ? "no reason was given there" : reasonWords[reason];
  const goods = goodsDecidedBy === null ? "" : ` ${goodsDecidedBy} said where the goods are.`;
  return `${who}, ${exactTime(createdAt)}${again}: ${why.charAt(0).toLowerCase()}${why.slice(1)}.${goods}`;
}
