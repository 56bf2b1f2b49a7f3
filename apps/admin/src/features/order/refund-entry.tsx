import { formatMoney, taxLabel } from "@dualtrack/contract";
import type { ReactNode } from "react";
import { exactTime } from "../../messages.ts";
import {
  paidAnotherWayBadge,
  reasonLabels,
  refundBadges,
  uncapturedBadge,
  waivedBadge,
} from "../../order-badges.ts";
import type { Me, OrderRefund, OrderView } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Ago } from "../../ui/ago.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { Status } from "../../ui/status.tsx";
import { HeldRefund } from "./held-refund.tsx";
import classes from "./order.module.css";
import { forManagers, isFailedRefund, isUnsettledRefund } from "./order-facts.ts";
import { failureText, noRetryText } from "./refund-failure-text.ts";
import { goodsQuestion, refundGoodsText } from "./refund-goods-text.ts";
import type { RefundQuestion } from "./refund-questions.ts";

/** One refund: its status, who made it and why, where its goods are, and what to do now. */
export function RefundEntry({
  order,
  refund,
  me,
  now,
  onAsk,
  onNotice,
}: {
  order: OrderView;
  refund: OrderRefund;
  me: Me;
  now: number;
  onAsk: (question: RefundQuestion, refund: OrderRefund) => void;
  onNotice: (notice: ReactNode) => void;
}) {
  const { amount, note, stripeRefundId, createdAt } = refund;
  const isRetried = refund.whyNoRetry === "tried_again";
  return (
    <li className={classes.refund}>
      <span className={classes.refundAmount}>{formatMoney(amount)}</span>
      <Status {...badgeOf(refund)} />
      <Ago at={createdAt} now={now} className={classes.when} />
      <span className={classes.sub}>
        {whoAndWhy(refund)} {refundGoodsText(order, refund)}
      </span>
      {refund.taxes.length > 0 && <span className={classes.sub}>{taxText(refund)}</span>}
      {note && <span className={classes.sub}>“{note}”</span>}
      {isFailedRefund(refund) && <Failure refund={refund} isRetried={isRetried} />}
      {refund.isAutomatic && <HeldRefund {...{ order, refund, me, onNotice }} />}
      {refund.asksForGoods && <span className={classes.bad}>{goodsQuestion(refund)}</span>}
      {stripeRefundId !== null && (
        <span className={classes.sub}>
          <CopyId id={stripeRefundId} />
        </span>
      )}
      {((isUnsettledRefund(refund) && !isRetried) || refund.asksForGoods) && (
        <fieldset
          className={`${classes.sub} ${classes.shipmentActions}`}
          aria-label={`Refund of ${formatMoney(amount)}`}
        >
          {isUnsettledRefund(refund) && (
            <ActionButton
              disabledReason={forManagers(me) ?? noRetryText(refund)}
              onPress={() => onAsk("retry", refund)}
              onRefused={onNotice}
            >
              Try again
            </ActionButton>
          )}
          {isUnsettledRefund(refund) && (
            <ActionButton
              disabledReason={forManagers(me) ?? noRetryText(refund)}
              onPress={() => onAsk("payAnotherWay", refund)}
              onRefused={onNotice}
            >
              Paid another way
            </ActionButton>
          )}
          {isUnsettledRefund(refund) && order.state !== "cancelled" && (
            <ActionButton
              disabledReason={forManagers(me) ?? noRetryText(refund)}
              onPress={() => onAsk("waive", refund)}
              onRefused={onNotice}
            >
              Customer keeps the goods
            </ActionButton>
          )}
          {refund.asksForGoods && (
            <ActionButton
              disabledReason={forManagers(me)}
              onPress={() => onAsk("whereGoods", refund)}
              onRefused={onNotice}
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
  const { why, now } = failureText(refund);
  if (isRetried) return <span className={classes.sub}>{why} It was made again.</span>;
  if (refund.paidAnotherWay !== null) {
    const { by, at, note } = refund.paidAnotherWay;
    return (
      <span className={classes.sub}>
        {why} {by} recorded, {exactTime(at)}, that it was paid another way, not through Stripe: “{note}”
      </span>
    );
  }
  if (refund.waived !== null) {
    const { by, at, note } = refund.waived;
    return (
      <span className={classes.sub}>
        {why} {by} recorded, {exactTime(at)}, that it is no longer owed, as the customer keeps the goods: “
        {note}”
      </span>
    );
  }
  return (
    <span className={classes.bad}>
      The customer did not get this {formatMoney(refund.amount)}. {why} {now}
    </span>
  );
}

function badgeOf({ state, paidAnotherWay, waived, isUncaptured }: OrderRefund) {
  if (isUncaptured) return uncapturedBadge;
  if (paidAnotherWay !== null) return paidAnotherWayBadge;
  return waived !== null && isFailedRefund({ state }) ? waivedBadge : refundBadges[state];
}

/** One line for each refund, wherever it was made. */
function whoAndWhy({
  by,
  isMadeAtStripe,
  isUncaptured,
  reason,
  createdAt,
  goodsDecidedBy,
  retryOfId,
}: OrderRefund): string {
  const who = isMadeAtStripe ? "Made at Stripe" : (by ?? "The shop itself");
  const again = retryOfId === null ? "" : ", tried again";
  if (isUncaptured) {
    const what = isMadeAtStripe
      ? "left out when the card was charged"
      : "cancelled before the card was charged";
    return `${who}, ${exactTime(createdAt)}: ${what}.${goodsDecidedText(goodsDecidedBy)}`;
  }
  const why = isMadeAtStripe && reason === "other" ? "no reason was given there" : reasonLabels[reason];
  return `${who}, ${exactTime(createdAt)}${again}: ${why.charAt(0).toLowerCase()}${why.slice(1)}.${goodsDecidedText(goodsDecidedBy)}`;
}

function goodsDecidedText(by: string | null): string {
  return by === null ? "" : ` ${by} said where the goods are.`;
}

/** E.g. "of which 20 % VAT €4.00". */
function taxText({ taxes }: OrderRefund): string {
  return `of which ${taxes.map((line) => `${taxLabel({ ...line, isIncluded: false })} ${formatMoney(line.tax)}`).join(", ")}`;
}
