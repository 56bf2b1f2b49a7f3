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
import { lineName, listGoods } from "./order-facts.ts";
import { failureWords } from "./refund-failure-words.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Notes that a failed refund was paid outside Stripe: it moves no money itself. */
export function PayAnotherWayDialog({
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
  const pay = trpc.refunds.payAnotherWay.useMutation({ onSettled: changed });
  const sum = formatMoney(refund.amount);
  const { frozen, send } = useOnce(pay, () =>
    onDone(() => `${sum}: noted as paid another way. The refund is settled.`),
  );
  const named = (isBack: boolean) =>
    listGoods(
      refund.lines
        .filter(({ restock }) => restock === isBack)
        .flatMap(({ orderLineId, quantity }) => {
          const line = order.lines.find(({ id }) => id === orderLineId);
          return line ? [{ name: lineName(line), quantity }] : [];
        }),
    );
  const [back, gone] = [named(true), named(false)];

  function submit(event: FormEvent) {
    event.preventDefault();
    if (note.trim() !== "") send({ refundId: refund.id, requestId, note: note.trim() });
  }

  return (
    <Dialog title={`Was ${sum} paid another way?`} isBusy={pay.isPending} onClose={onClose}>
      <form onSubmit={submit}>
        <ul className={classes.consequences}>
          <li>
            The refund failed. {failureWords(refund).why} Press this only after you have paid the customer: no
            money moves by it, and Stripe is not told.
          </li>
          <li>{sum} counts as refunded from now on, and can’t be refunded again.</li>
          {back !== "" && <li>{back}: not sent; in stock, unless sent since the refund failed.</li>}
          {gone !== "" && <li>{gone}: not sent, and not put in stock.</li>}
          {order.email !== null && <li>Tell {order.email} by e-mail that you paid another way.</li>}
        </ul>
        <Textarea
          label="How it was paid"
          description="For example the day and reference of the bank transfer. The customer does not see it; don’t write down whole account numbers."
          rows={2}
          required
          maxLength={500}
          value={note}
          disabled={pay.isPending || frozen !== null}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-autofocus
        />
        <Failure error={pay.error} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={pay.isPending}>
            {frozen === null ? "Not now" : "Close"}
          </Button>
          <Button type="submit" loading={pay.isPending} disabled={note.trim() === ""}>
            Note it as paid
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
