import { dismissDiscrepancyInput } from "@dualtrack/contract";
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { discrepancyTexts } from "../../discrepancy-texts.ts";
import { type Discrepancy, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";

/** Leaves a discrepancy as it is, for a reason. */
export function DismissDialog({
  discrepancy,
  onDone,
  onClose,
}: {
  discrepancy: Discrepancy;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const [{ id, version, kind, order }] = useState(discrepancy);
  const dismiss = trpc.reconciliation.dismiss.useMutation();
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { note: "" },
    schema: dismissDiscrepancyInput,
    inputOf: ({ note }) => ({ discrepancyId: id, version, note }),
    mutation: dismiss,
    onDone: () => onDone("Dismissed. It is told again only if its amounts change."),
  });
  return (
    <Dialog
      title={`Dismiss “${discrepancyTexts[kind].title}”${order === null ? "" : ` of ${order}`}?`}
      isBusy={dismiss.isPending}
      onClose={onClose}
    >
      <form onSubmit={onSubmit} noValidate>
        <p className={classes.sentence}>
          Nothing is changed at Stripe or in the books, and nobody is told of it again unless its amounts
          change.
        </p>
        <Textarea
          label="Reason"
          description="For your colleagues and the bookkeeper."
          required
          mt="sm"
          rows={2}
          maxLength={500}
          disabled={isLocked}
          {...form.getInputProps("note")}
          data-autofocus
        />
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={dismiss.isPending}>
            {frozen === null ? "Keep it open" : "Close"}
          </Button>
          <Button type="submit" loading={dismiss.isPending}>
            Dismiss
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
