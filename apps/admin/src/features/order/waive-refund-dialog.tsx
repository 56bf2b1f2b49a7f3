import { formatMoney } from "@dualtrack/contract";
import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { newRequestId } from "../../new-request-id.ts";
import { type OrderRefund, type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useOnce } from "../../ui/use-once.ts";
import type { OrderFact } from "./order-fact.ts";
import { failureWords } from "./refund-failure-words.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Notes that a failed refund is owed no longer, as the customer keeps the goods or gets them after all. */
export function WaiveRefundDialog({
  order,
  refund,
  onDone,
  onClose,
}: {
  order: OrderView;
  refund: OrderRefund;
  onDone: (fact: OrderFact) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const [note, setNote] = useState("");
  const changed = useOrderChanged(order.number);
  const waive = trpc.refunds.waive.useMutation({ onSettled: changed });
  const sum = formatMoney(refund.amount);
  const { frozen, send } = useOnce(waive, () => onDone(() => `${sum}: the refund is owed no longer.`));
  const hasGoodsHere = order.lines.some(({ openQuantity }) => openQuantity > 0);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (note.trim() !== "") send({ refundId: refund.id, requestId, note: note.trim() });
  }

  return (
    <Dialog title="Does the customer keep the goods?" isBusy={waive.isPending} onClose={onClose}>
      <form onSubmit={submit}>
        <ul className={classes.consequences}>
          <li>
            The refund of {sum} failed. {failureWords(refund).why} Press this only if the customer has agreed
            to keep the goods instead of the money.
          </li>
          <li>No money moves: you keep {sum}. If it is to go back after all, refund the order as usual.</li>
          {hasGoodsHere && <li>What is still here is sent like any other order’s goods.</li>}
          <li>The customer gets no mail.</li>
        </ul>
        <Textarea
          label="What was agreed"
          description="For example when and how the customer said so. The customer does not see it."
          rows={2}
          required
          maxLength={500}
          value={note}
          disabled={waive.isPending || frozen !== null}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-autofocus
        />
        <Failure error={waive.error} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={waive.isPending}>
            {frozen === null ? "Not now" : "Close"}
          </Button>
          <Button type="submit" loading={waive.isPending} disabled={note.trim() === ""}>
            They keep the goods
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
