import { newRequestId } from "@dualtrack/browser";
import { cancelPartInput, formatMoney } from "@dualtrack/contract";
import { Button, Checkbox, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Stepper } from "../../ui/stepper.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import {
  type CancelPartChoice,
  cancelledOf,
  cancelPartSentences,
  chargeWithout,
  goesBack,
  isReleased,
  leavesNothing,
  planCancelPart,
} from "./cancel-part-plan.ts";
import { lineName } from "./order-facts.ts";
import { useOrderChanged } from "./use-order-changed.ts";

const nothingChosen: CancelPartChoice = { quantities: {}, restock: {}, note: "" };

/** Cancels units of an order before its card is charged, or that have not left when it was released. */
export function CancelPartDialog({
  order,
  onDone,
  onClose,
}: {
  order: OrderView;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const [asOpened] = useState(order);
  const changed = useOrderChanged(order.number);
  const cancel = trpc.orders.cancelPart.useMutation({ onSettled: changed });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: nothingChosen,
    schema: cancelPartInput,
    inputOf: (choice) => ({
      ...{ orderId: order.id, requestId, note: choice.note },
      lines: planCancelPart(order, choice),
    }),
    mutation: cancel,
    onDone: ({ lines }) =>
      onDone(
        `${isReleased(asOpened) ? "The part is cancelled." : `${formatMoney(chargeWithout(asOpened, lines).after)} are charged when it ships.`}${order.email === null ? "" : ` ${order.email} gets a mail about it.`}`,
      ),
  });
  const choice = form.values;
  // A request that was sent already counts, even if the order has changed since.
  const shown = frozen === null ? order : asOpened;
  const cancelled = frozen?.lines ?? planCancelPart(order, choice);
  const isAll = cancelled.length > 0 && leavesNothing(shown, cancelled);
  const [action, after] = cancelPartSentences(shown, cancelled);
  const possible = shown.lines.filter(({ openQuantity }) => openQuantity > 0);

  return (
    <Dialog title={`Cancel a part of ${order.number}`} size="lg" isBusy={cancel.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <Text size="sm" mb="sm">
          {isReleased(shown)
            ? "The card was released, so nothing is charged and nothing has to be refunded."
            : "Nothing is charged yet, so nothing has to be refunded: as much less is charged when the order ships."}
        </Text>
        <fieldset className={classes.fields} disabled={isLocked}>
          <legend className={classes.legend}>What is not sent?</legend>
          <ul className={classes.lines}>
            {possible.map((line) => (
              <li key={line.id} className={classes.line}>
                <span className={classes.lineTitle}>
                  {lineName(line)}
                  <span className={classes.lineFacts}>
                    {formatMoney(line.unitPrice)} each, {line.openQuantity} to ship
                  </span>
                </span>
                <Stepper
                  label={lineName(line)}
                  value={cancelledOf(line, choice)}
                  max={line.openQuantity}
                  onChange={(quantity) =>
                    form.setFieldValue("quantities", (before) => ({ ...before, [line.id]: quantity }))
                  }
                />
                {line.stock !== null && (
                  <Checkbox
                    size="xs"
                    label="Goes back in stock"
                    aria-label={`Put ${lineName(line)} back in stock`}
                    checked={goesBack(line, choice)}
                    onChange={(event) => {
                      const isBack = event.currentTarget.checked;
                      form.setFieldValue("restock", (before) => ({ ...before, [line.id]: isBack }));
                    }}
                  />
                )}
              </li>
            ))}
          </ul>
          <Textarea
            label="Note"
            description="For your colleagues; the customer does not see it."
            rows={2}
            maxLength={1_000}
            {...form.getInputProps("note")}
          />
        </fieldset>
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.foot}>
          <p className={classes.sentence} aria-live="polite">
            <strong>
              {isAll ? "Nothing of the order would be left: cancel the whole order instead." : action}
            </strong>{" "}
            {!isAll && frozen === null && after}
          </p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={cancel.isPending}>
              {frozen === null ? "Keep all of it" : "Close"}
            </Button>
            <Button
              type="submit"
              color="red"
              loading={cancel.isPending}
              disabled={cancelled.length === 0 || (isAll && frozen === null)}
            >
              Cancel this part
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}
