import { formatMoney, waiveRefundInput } from "@dualtrack/contract";
import { type OrderRefund, type OrderView, trpc } from "../../server/trpc.ts";
import type { OrderNotice } from "./order-notice.ts";
import { failureText } from "./refund-failure-text.ts";
import { SettleRefundDialog } from "./settle-refund-dialog.tsx";
import { useOrderChanged } from "./use-order-changed.ts";

/**
 * Records that a failed refund need not be paid any more, as the customer keeps the goods or will get them after all.
 */
export function WaiveRefundDialog({
  order,
  refund,
  ...dialog
}: {
  order: OrderView;
  refund: OrderRefund;
  onDone: (notice: OrderNotice) => void;
  onClose: () => void;
}) {
  const changed = useOrderChanged(order.number);
  const waive = trpc.refunds.waive.useMutation({ onSettled: changed });
  const sum = formatMoney(refund.amount);
  const hasGoodsHere = order.lines.some(({ openQuantity }) => openQuantity > 0);
  return (
    <SettleRefundDialog
      {...dialog}
      refund={refund}
      schema={waiveRefundInput}
      mutation={waive}
      title="Does the customer keep the goods?"
      note={{
        label: "What was agreed",
        description: "For example when and how the customer said so. The customer does not see it.",
      }}
      press="They keep the goods"
      notice={`${sum}: the refund is no longer owed.`}
    >
      <li>
        The refund of {sum} failed. {failureText(refund).why} Press this only if the customer has agreed to
        keep the goods instead of the money.
      </li>
      <li>No money moves: you keep {sum}. If it is to go back after all, refund the order as usual.</li>
      {hasGoodsHere && <li>What is still here is sent like any other order’s goods.</li>}
      <li>The customer gets no mail.</li>
    </SettleRefundDialog>
  );
}
