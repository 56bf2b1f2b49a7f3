import { formatMoney } from "@dualtrack/contract";
import type { ReactNode } from "react";
import type { Me, OrderRefund, OrderView } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { forManagers } from "./order-facts.ts";
import { failureText } from "./refund-failure-text.ts";
import type { RefundQuestion } from "./refund-questions.ts";
import classes from "./risk-panel.module.css";
import { RiskPanel } from "./risk-panel.tsx";

/** A refund failed while its goods are still here: that must be settled before they are packed. */
export function FailedRefundPanel({
  order,
  me,
  onAsk,
  onNotice,
}: {
  order: OrderView;
  me: Me;
  onAsk: (question: RefundQuestion, refund: OrderRefund) => void;
  onNotice: (notice: ReactNode) => void;
}) {
  if (!order.risks.includes("refund_failed")) return null;
  return order.refunds
    .filter(({ whyNoRetry }) => whyNoRetry === null)
    .map((refund) => (
      <RiskPanel
        key={refund.id}
        tone="bad"
        title={`A refund of ${formatMoney(refund.amount)} failed: the customer has not got the money`}
      >
        <p>
          {failureText(refund).why}{" "}
          {order.lines.some(({ openQuantity }) => openQuantity > 0) &&
            "The goods are the order’s again; ship them only if the customer wants them instead of the money, and record that first."}
        </p>
        <fieldset className={classes.actions} aria-label="Failed refund">
          <ActionButton
            variant="filled"
            disabledReason={forManagers(me)}
            onPress={() => onAsk("retry", refund)}
            onRefused={onNotice}
          >
            Refund {formatMoney(refund.amount)} again
          </ActionButton>
          <ActionButton
            disabledReason={forManagers(me)}
            onPress={() => onAsk("payAnotherWay", refund)}
            onRefused={onNotice}
          >
            Paid another way
          </ActionButton>
          {order.state !== "cancelled" && (
            <ActionButton
              disabledReason={forManagers(me)}
              onPress={() => onAsk("waive", refund)}
              onRefused={onNotice}
            >
              Customer keeps the goods
            </ActionButton>
          )}
        </fieldset>
      </RiskPanel>
    ));
}
