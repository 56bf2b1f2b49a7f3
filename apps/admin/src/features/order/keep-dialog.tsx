import { Button, Text, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type OrderFraudWarning, type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Somebody has looked at a fraud warning and keeps the order. */
export function KeepDialog({
  order,
  warning,
  onDone,
  onClose,
}: {
  order: OrderView;
  warning: OrderFraudWarning;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const [note, setNote] = useState("");
  const changed = useOrderChanged(order.number);
  const keep = trpc.disputes.dismissFraudWarning.useMutation({ onSettled: changed });
  const { frozen, send } = useOnce(keep, () =>
    onDone("The order is kept. The warning is not told any more, and the order can be shipped."),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    send({ fraudWarningId: warning.id, note: note.trim() });
  }

  return (
    <Dialog title={`Keep ${order.number} despite the warning?`} isBusy={keep.isPending} onClose={onClose}>
      <form onSubmit={submit}>
        <Text size="sm" mb="sm">
          No money moves. Most payments with such a warning become a dispute: the bank would take the money
          back then, and a fee with it.
        </Text>
        <Textarea
          label="Note"
          description="Why you are sure of the customer, for your colleagues; the customer does not see it."
          rows={2}
          maxLength={1_000}
          value={note}
          disabled={keep.isPending || frozen !== null}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Failure error={keep.error} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={keep.isPending} data-autofocus>
            {frozen === null ? "Decide later" : "Close"}
          </Button>
          <Button type="submit" loading={keep.isPending}>
            Keep the order
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
