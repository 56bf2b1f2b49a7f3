import { dismissFraudWarningInput } from "@dualtrack/contract";
import { Button, Text, Textarea } from "@mantine/core";
import { type OrderFraudWarning, type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Records that a person has checked a fraud warning and keeps the order. */
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
  const changed = useOrderChanged(order.number);
  const keep = trpc.disputes.dismissFraudWarning.useMutation({ onSettled: changed });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { note: "" },
    schema: dismissFraudWarningInput,
    inputOf: ({ note }) => ({ fraudWarningId: warning.id, note }),
    mutation: keep,
    onDone: () => onDone("The order is kept. The warning is no longer shown, and the order can be shipped."),
  });

  return (
    <Dialog title={`Keep ${order.number} despite the warning?`} isBusy={keep.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <Text size="sm" mb="sm">
          No money moves. Most payments with such a warning become a dispute: the bank would take the money
          back then, and a fee with it.
        </Text>
        <Textarea
          label="Note"
          description="Why you are sure of the customer, for your colleagues; the customer does not see it."
          rows={2}
          maxLength={1_000}
          disabled={isLocked}
          {...form.getInputProps("note")}
        />
        <Failure error={failure} isOpen={frozen !== null} />
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
