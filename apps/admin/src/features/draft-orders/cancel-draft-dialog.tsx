import { cancelDraftOrderInput } from "@dualtrack/contract";
import { Button, Textarea } from "@mantine/core";
import { type Released, type StaffDraftOrder, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";

/** Calls a draft order off, after saying what that means. */
export function CancelDraftDialog({
  draft,
  onDone,
  onClose,
}: {
  draft: StaffDraftOrder;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const utils = trpc.useUtils();
  const cancel = trpc.draftOrders.cancel.useMutation({
    onSuccess: (released) => onDone(outcomeText(draft.number, released)),
    onSettled: () => Promise.all([utils.draftOrders.invalidate(), utils.reservations.invalidate()]),
  });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { reason: "" },
    schema: cancelDraftOrderInput,
    inputOf: ({ reason }) => ({ draftOrderId: draft.id, reason }),
    mutation: cancel,
    onDone() {}, // what became of it is in the answer
  });
  return (
    <Dialog title={`Call ${draft.number} off?`} isBusy={cancel.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        {draft.state === "waiting" && (
          <ul className={classes.consequences}>
            <li>
              A payment that is open is ended at Stripe first, so that nothing can be charged any more. If it
              was paid just now, it becomes an order instead.
            </li>
            <li>The items are free for others.</li>
            <li>At the link, the customer is told that you have called the order off.</li>
          </ul>
        )}
        <Textarea
          label="Reason"
          description="For your colleagues; the customer does not see it."
          required
          rows={2}
          disabled={isLocked}
          data-autofocus
          {...form.getInputProps("reason")}
        />
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={cancel.isPending}>
            Keep it
          </Button>
          <Button type="submit" color="red" loading={cancel.isPending}>
            Call it off
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function outcomeText(number: string, { outcome, orderNumber }: Released): string {
  if (outcome === "ordered") return `${number} was paid just now: it is order ${orderNumber}.`;
  if (outcome === "given_back")
    return `${number} was paid just now, and the money goes back: order ${orderNumber}.`;
  return `${number} is called off, and nothing is reserved any more.`;
}
