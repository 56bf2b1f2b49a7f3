import { newRequestId } from "@dualtrack/browser";
import { returnGoodsInput } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { useState } from "react";
import { type OrderLine, type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Stepper } from "../../ui/stepper.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { backIn, lineFacts, lineName, listGoods } from "./order-facts.ts";
import type { OrderNotice } from "./order-notice.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Restocks goods that came back, or that are here while their refund is under way. */
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
  // What was back in stock when the dialog was opened; if another person has restocked more since, the server refuses.
  const [seen] = useState(order);
  const changed = useOrderChanged(order.number);
  const put = trpc.refunds.returnGoods.useMutation({ onSettled: changed });
  const possible = order.lines.filter(({ returnableQuantity }) => returnableQuantity > 0);
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: noQuantities,
    schema: returnGoodsInput,
    inputOf: (quantities) => ({
      orderId: order.id,
      requestId,
      lines: possible
        .map((line) => ({
          orderLineId: line.id,
          quantity: quantityOf(line, quantities),
          backBefore: backIn(seen, line),
        }))
        .filter(({ quantity }) => quantity > 0),
    }),
    mutation: put,
    onDone: () => onDone(() => `${goods}: back in stock.`),
  });
  const goods = listGoods(
    possible
      .map((line) => ({ name: lineName(line), quantity: quantityOf(line, form.values) }))
      .filter(({ quantity }) => quantity > 0),
  );

  return (
    <Dialog title="Which goods are back in stock?" isBusy={put.isPending} onClose={onClose}>
      <form onSubmit={onSubmit}>
        <fieldset className={classes.fields} disabled={isLocked}>
          <ul className={classes.lines}>
            {possible.map((line) => (
              <li key={line.id} className={classes.line}>
                <span className={classes.lineTitle}>
                  {lineName(line)}
                  <span className={classes.lineFacts}>{lineFacts(order, line)}</span>
                </span>
                <Stepper
                  label={lineName(line)}
                  value={quantityOf(line, form.values)}
                  max={line.returnableQuantity}
                  onChange={(quantity) => form.setValues({ [line.id]: quantity })}
                />
              </li>
            ))}
          </ul>
        </fieldset>
        <Failure error={failure} isOpen={frozen !== null} />
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

/** By the line's id. */
type Quantities = Record<string, number>;

const noQuantities: Quantities = {};

function quantityOf({ id, returnableQuantity }: OrderLine, quantities: Quantities): number {
  return Math.min(quantities[id] ?? 0, returnableQuantity);
}
