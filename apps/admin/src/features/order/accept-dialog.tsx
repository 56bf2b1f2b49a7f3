import { formatMoney } from "@dualtrack/contract";
import { Button, Text } from "@mantine/core";
import type { FormEvent } from "react";
import { type OrderDispute, type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { lineName, listGoods } from "./order-facts.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Accepts a dispute, after saying exactly what is lost. */
export function AcceptDialog({
  order,
  dispute,
  onDone,
  onClose,
}: {
  order: OrderView;
  dispute: OrderDispute;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const changed = useOrderChanged(order.number);
  const accept = trpc.disputes.accept.useMutation({ onSettled: changed });
  const sum = formatMoney(dispute.amount);
  const { frozen, send } = useOnce(accept, () =>
    onDone(`The dispute is accepted: the customer keeps ${sum}. Nothing more is to be paid to them.`),
  );
  const fee = dispute.fee !== null && dispute.fee.amount > 0 ? formatMoney(dispute.fee) : null;
  const gone = goodsOf(order, "shippedQuantity");
  const here = goodsOf(order, "openQuantity");

  function submit(event: FormEvent) {
    event.preventDefault();
    send({ disputeId: dispute.id });
  }

  return (
    <Dialog title="Accept the dispute?" isBusy={accept.isPending} onClose={onClose}>
      <form onSubmit={submit}>
        <ul className={classes.consequences}>
          <li>
            {sum} is lost: the customer keeps it, for good.
            {fee !== null && ` So is the fee of ${fee}.`}
          </li>
          {gone !== "" && <li>{gone} has left, and does not come back by this.</li>}
          {here !== "" && (
            <li>{here} is still here. Cancel the order afterwards, and it goes back in stock.</li>
          )}
        </ul>
        <Text size="sm" mb="sm">
          This can't be undone, and no evidence can be sent afterwards.
        </Text>
        <Failure error={accept.error} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={accept.isPending} data-autofocus>
            {frozen === null ? "Don't accept" : "Close"}
          </Button>
          <Button type="submit" color="red" loading={accept.isPending}>
            Accept, and lose {sum}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function goodsOf({ lines }: OrderView, which: "shippedQuantity" | "openQuantity"): string {
  return listGoods(
    lines
      .map((line) => ({ name: lineName(line), quantity: line[which] }))
      .filter(({ quantity }) => quantity > 0),
  );
}
