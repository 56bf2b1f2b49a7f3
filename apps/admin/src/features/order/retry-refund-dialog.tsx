import { newRequestId } from "@dualtrack/browser";
import { formatMoney } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type OrderRefund, type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { lineName, listGoods, payerName } from "./order-facts.ts";
import { type OrderNotice, refundNotice } from "./order-notice.ts";
import { failureText } from "./refund-failure-text.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Makes a failed refund again. */
export function RetryRefundDialog({
  order,
  refund,
  onDone,
  onClose,
}: {
  order: OrderView;
  refund: OrderRefund;
  onDone: (notice: OrderNotice) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const changed = useOrderChanged(order.number);
  const retry = trpc.refunds.retry.useMutation({ onSettled: changed });
  const { frozen, send } = useOnce(retry, () => onDone(refundNotice(requestId)));
  const sum = formatMoney(refund.amount);
  const goods = listGoods(
    refund.lines
      .filter(({ restock }) => restock)
      .flatMap(({ orderLineId, quantity }) => {
        const line = order.lines.find(({ id }) => id === orderLineId);
        return line ? [{ name: lineName(line), quantity }] : [];
      }),
  );
  const { why, now } = failureText(refund);

  function submit(event: FormEvent) {
    event.preventDefault();
    send({ refundId: refund.id, requestId });
  }

  return (
    <Dialog title={`Refund ${sum} again?`} isBusy={retry.isPending} onClose={onClose}>
      <form onSubmit={submit}>
        <ul className={classes.consequences}>
          <li>
            The last try failed. {why} {now}
          </li>
          <li>
            Refund {sum} to {payerName(order.payment)} once more, for the same reason.
          </li>
          <li>
            {goods === ""
              ? "Stock stays as it is."
              : `${goods}: not packed from now on, and in stock when the refund has succeeded.`}
          </li>
          {order.email !== null && (
            <li>Tell {order.email} by e-mail when Stripe has it, and again if it fails.</li>
          )}
        </ul>
        <Failure error={retry.error} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={retry.isPending}>
            {frozen === null ? "Not now" : "Close"}
          </Button>
          <Button type="submit" loading={retry.isPending} data-autofocus>
            Refund {sum}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
