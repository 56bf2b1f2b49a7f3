import { discardJobInput, maxDiscardReason } from "@dualtrack/contract";
import { Button, Text, TextInput } from "@mantine/core";
import { type FailedJob, trpc } from "../../server/trpc.ts";
import dialog from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { discardTexts, taskLabel } from "./job-labels.ts";
import classes from "./jobs.module.css";

/** Says what giving up a job means, and asks for the reason. */
export function DiscardDialog({
  job: { id, task, discardEffect },
  onDone,
  onClose,
}: {
  job: FailedJob;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const utils = trpc.useUtils();
  const discard = trpc.jobs.discard.useMutation({ onSettled: () => utils.jobs.invalidate() });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { reason: "" },
    schema: discardJobInput,
    inputOf: ({ reason }) => ({ jobId: id, reason }),
    mutation: discard,
    onDone: () => onDone(`${taskLabel(task)}: given up. It is not tried again.`),
  });
  return (
    <Dialog title={`Give up: ${taskLabel(task)}`} isBusy={discard.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <Text size="sm">
          It is never tried again. {discardEffect !== null && discardTexts[discardEffect]}
        </Text>
        <fieldset className={classes.fields} disabled={isLocked}>
          <TextInput
            label="Reason"
            description="For your colleagues, in the audit log."
            maxLength={maxDiscardReason}
            required
            data-autofocus
            {...form.getInputProps("reason")}
          />
        </fieldset>
        <Failure error={failure} isOpen={failure !== null} />
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose} disabled={discard.isPending}>
            Keep it
          </Button>
          <Button type="submit" color="red" loading={discard.isPending}>
            {frozen === null ? "Give it up" : "Try again to give it up"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
