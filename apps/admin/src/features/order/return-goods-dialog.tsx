import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { newRequestId } from "../../new-request-id.ts";
import { type OrderLine, type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Stepper } from "../../ui/stepper.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { backIn, lineFacts, lineName, listGoods } from "./order-facts.ts";
import type { OrderNotice } from "./order-notice.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Goods that were sent came back, or lie here while their refund is under way: they are on the shelf again. */
export function ReturnGoodsDialog({
  order,
  onDone,
  onClose,
}: {
  order: OrderView;
  onDone: (notice: OrderNotice) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  // What was back when the dialog was opened; if somebody has put others back since, the server refuses.
  const [seen] = useState(order);
  const [quantities, setQuantities] = useState<Record<string, number>>({});
  const changed = useOrderChanged(order.number);
  const put = trpc.refunds.returnGoods.useMutation({ onSettled: changed });
  const possible = order.lines.filter(({ returnableQuantity }) => returnableQuantity > 0);
  const quantityOf = ({ id, returnableQuantity }: OrderLine) =>
    Math.min(quantities[id] ?? 0, returnableQuantity);
  const goods = listGoods(
    possible
      .map((line) => ({ name: lineName(line), quantity: quantityOf(line) }))
      .filter(({ quantity }) => quantity > 0),
  );
  const { frozen, send } = useOnce(put, () => onDone(() => `${goods}: back in stock.`));

  function submit(event: FormEvent) {
    event.preventDefault();
    const lines = possible
      .map((line) => ({
        orderLineId: line.id,
        quantity: quantityOf(line),
        backBefore: backIn(seen, line),
      }))
      .filter(({ quantity }) => quantity > 0);
    if (lines.length > 0) send({ orderId: order.id, requestId, lines });
  }

  return (
    <Dialog title="Which goods are back in stock?" isBusy={put.isPending} onClose={onClose}>
      <form onSubmit={submit}>
        <fieldset className={classes.fields} disabled={put.isPending || frozen !== null}>
          <ul className={classes.lines}>
            {possible.map((line) => (
              <li key={line.id} className={classes.line}>
                <span className={classes.lineTitle}>
                  {lineName(line)}
                  <span className={classes.lineFacts}>{lineFacts(order, line)}</span>
                </span>
                <Stepper
                  label={lineName(line)}
                  value={quantityOf(line)}
                  max={line.returnableQuantity}
                  onChange={(quantity) => setQuantities((before) => ({ ...before, [line.id]: quantity }))}
                />
              </li>
            ))}
          </ul>
        </fieldset>
        <Failure error={put.error} isOpen={frozen !== null} />
        <div className={classes.foot}>
          <p className={classes.sentence} aria-live="polite">
            <strong>{goods === "" ? "Nothing is chosen yet." : `Put ${goods} in stock now.`}</strong> No money
            moves by it, and a refund does not put the same goods there again.
          </p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={put.isPending}>
              {frozen === null ? "Not now" : "Close"}
            </Button>
            <Button type="submit" loading={put.isPending} disabled={goods === ""}>
              Put in stock
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}
