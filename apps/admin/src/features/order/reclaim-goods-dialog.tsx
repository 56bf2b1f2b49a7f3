import { newRequestId } from "@dualtrack/browser";
import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { lineName, listGoods } from "./order-facts.ts";
import type { OrderNotice } from "./order-notice.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Reserves goods for an order again that were put back in stock while its refund counted as done. */
export function ReclaimGoodsDialog({
  order,
  onDone,
  onClose,
}: {
  order: OrderView;
  onDone: (notice: OrderNotice) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const changed = useOrderChanged(order.number);
  const reclaim = trpc.refunds.reclaimGoods.useMutation({ onSettled: changed });
  const { frozen, send } = useOnce(reclaim, () => onDone(() => "The order has its goods again: ship it."));
  const lacking = order.lines.filter(({ lackingQuantity }) => lackingQuantity > 0);
  const goods = listGoods(lacking.map((line) => ({ name: lineName(line), quantity: line.lackingQuantity })));

  function submit(event: FormEvent) {
    event.preventDefault();
    send({ orderId: order.id, requestId });
  }

  return (
    <Dialog title="Take goods out of stock for this order?" isBusy={reclaim.isPending} onClose={onClose}>
      <form onSubmit={submit}>
        <ul className={classes.consequences}>
          <li>Take {goods} out of stock. They can't be sold to others then.</li>
          <li>{order.number} can be shipped. The customer keeps what they ordered, and their money stays.</li>
        </ul>
        <Failure error={reclaim.error} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={reclaim.isPending}>
            {frozen === null ? "Not now" : "Close"}
          </Button>
          <Button type="submit" loading={reclaim.isPending} data-autofocus>
            Take them out of stock
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
