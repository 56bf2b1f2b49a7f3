import { formatMoney, fraudTypeText } from "@dualtrack/contract";
import type { ReactNode } from "react";
import type { Me, OrderFraudWarning, OrderView } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Ago } from "../../ui/ago.tsx";
import { forManagers } from "./order-facts.ts";
import classes from "./risk-panel.module.css";
import { RiskPanel } from "./risk-panel.tsx";

export type FraudDialog = "give_back" | "keep";

/**
 * A bank's warning that a payment may be fraud. As long as a refund prevents a dispute, it is offered beside keeping
 * the order.
 */
export function FraudWarningPanel({
  warning,
  order,
  me,
  now,
  onOpen,
  onNotice,
}: {
  warning: OrderFraudWarning;
  order: OrderView;
  me: Me;
  now: number;
  onOpen: (dialog: FraudDialog, warning: OrderFraudWarning) => void;
  onNotice: (notice: ReactNode) => void;
}) {
  const title = `Fraud warning: ${fraudTypeText(warning.fraudType)}`;
  const aside = <Ago at={warning.warnedAt} now={now} />;
  if (!warning.needsDecision)
    return (
      <RiskPanel tone="idle" title={title} aside={aside}>
        <p>{closedText(warning)}</p>
      </RiskPanel>
    );
  const left = order.payment?.refundable ?? order.total;
  return (
    <RiskPanel tone="bad" title={title} aside={aside}>
      <p>
        The card’s bank says that this payment is probably fraud. No money has been taken yet. Refund{" "}
        {formatMoney(left)} now and there will be no dispute, which would cost a fee as well; or keep the
        order if you are sure of the customer. Send nothing before that.
      </p>
      <fieldset className={classes.actions} aria-label="Fraud warning">
        <ActionButton
          variant="filled"
          disabledReason={left.amount > 0 ? forManagers(me) : "Nothing is left to refund."}
          onPress={() => onOpen("give_back", warning)}
          onRefused={onNotice}
        >
          Refund and cancel before it becomes a dispute
        </ActionButton>
        <ActionButton
          disabledReason={forManagers(me)}
          onPress={() => onOpen("keep", warning)}
          onRefused={onNotice}
        >
          Keep the order
        </ActionButton>
      </fieldset>
    </RiskPanel>
  );
}

function closedText({ dismissedBy, isActionable }: OrderFraudWarning): string {
  if (dismissedBy !== null) return `${dismissedBy} has looked at it and keeps the order.`;
  return isActionable
    ? ""
    : "A refund changes nothing about it any more: the money has gone back, or it is disputed.";
}
