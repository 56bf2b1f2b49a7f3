import { newRequestId } from "@dualtrack/browser";
import { cancelOrderInput, formatMoney } from "@dualtrack/contract";
import { Button, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useSettings } from "../../server/settings.ts";
import { type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { cancelNotice, cancelSentences } from "./cancel-texts.ts";
import { type OrderNotice, refundNotice } from "./order-notice.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Cancels an order that is not shipped. */
export function CancelDialog({
  order,
  onDone,
  onClose,
}: {
  order: OrderView;
  onDone: (notice: OrderNotice) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const { timeZone } = useSettings();
  const [now] = useState(Date.now);
  const changed = useOrderChanged(order.number);
  const cancel = trpc.orders.cancel.useMutation({ onSettled: changed });
  const [asOpened] = useState(order);
  // The notice is about the order as it was when the request was sent: afterwards nothing is left to refund.
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { note: "" },
    schema: cancelOrderInput,
    inputOf: ({ note }) => ({ orderId: order.id, requestId, note }),
    mutation: cancel,
    onDone: () => onDone(refundNotice(requestId, cancelNotice(frozen === null ? order : asOpened))),
  });
  const shown = frozen === null ? order : asOpened;
  const back = shown.payment?.refundable;

  return (
    <Dialog title={`Cancel ${order.number}?`} isBusy={cancel.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <ul className={classes.consequences}>
          {cancelSentences(shown, { timeZone, now }).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <Text size="sm" mb="sm">
          This can't be undone.
        </Text>
        <Textarea
          label="Note"
          description="Why, for your colleagues; the customer does not see it."
          rows={2}
          maxLength={1_000}
          disabled={isLocked}
          {...form.getInputProps("note")}
        />
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={cancel.isPending} data-autofocus>
            {frozen === null ? "Keep the order" : "Close"}
          </Button>
          <Button type="submit" color="red" loading={cancel.isPending}>
            {back !== undefined && back.amount > 0
              ? `Cancel and refund ${formatMoney(back)}`
              : "Cancel the order"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
