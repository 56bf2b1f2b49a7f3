import { formatMoney, payRefundAnotherWayInput } from "@dualtrack/contract";
import { type OrderRefund, type OrderView, trpc } from "../../server/trpc.ts";
import { lineName, listGoods } from "./order-facts.ts";
import type { OrderNotice } from "./order-notice.ts";
import { failureText } from "./refund-failure-text.ts";
import { SettleRefundDialog } from "./settle-refund-dialog.tsx";
import { useOrderChanged } from "./use-order-changed.ts";

/** Records that a failed refund was paid outside Stripe: it moves no money itself. */
export function PayAnotherWayDialog({
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
  const pay = trpc.refunds.payAnotherWay.useMutation({ onSettled: changed });
  const sum = formatMoney(refund.amount);
  const named = (isBack: boolean) =>
    listGoods(
      refund.lines
        .filter(({ restock }) => restock === isBack)
        .flatMap(({ orderLineId, quantity }) => {
          const line = order.lines.find(({ id }) => id === orderLineId);
          return line ? [{ name: lineName(line), quantity }] : [];
        }),
    );
  const [restocked, notRestocked] = [named(true), named(false)];
  return (
    <SettleRefundDialog
      {...dialog}
      refund={refund}
      schema={payRefundAnotherWayInput}
      mutation={pay}
      title={`Was ${sum} paid another way?`}
      note={{
        label: "How it was paid",
        description:
          "For example the day and reference of the bank transfer. The customer does not see it; don’t write down whole account numbers.",
      }}
      press="Record as paid"
      notice={`${sum}: recorded as paid another way. The refund is settled.`}
    >
      <li>
        The refund failed. {failureText(refund).why} Press this only after you have paid the customer: no
        money moves, and Stripe is not told.
      </li>
      <li>{sum} counts as refunded from now on, and can’t be refunded again.</li>
      {restocked !== "" && <li>{restocked}: not sent; in stock, unless sent since the refund failed.</li>}
      {notRestocked !== "" && <li>{notRestocked}: not sent, and not put in stock.</li>}
      {order.email !== null && <li>Tell {order.email} by e-mail that you paid another way.</li>}
    </SettleRefundDialog>
  );
}
