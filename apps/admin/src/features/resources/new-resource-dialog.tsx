import { newRequestId } from "@dualtrack/browser";
import { createResourceInput, serviceLimits } from "@dualtrack/contract";
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";

/** Adds a room or person; services take it from their own pages on. */
export function NewResourceDialog({
  onDone,
  onClose,
}: {
  onDone: (name: string) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const utils = trpc.useUtils();
  const create = trpc.resources.create.useMutation({ onSettled: () => utils.resources.list.invalidate() });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { name: "" },
    schema: createResourceInput,
    inputOf: (values) => ({ requestId, ...values }),
    mutation: create,
    onDone: ({ name }) => onDone(name),
  });
  return (
    <Dialog title="New room or person" isBusy={create.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <fieldset className={classes.fields} disabled={isLocked}>
          <TextInput
            label="Name"
            description="Only staff read it, e.g. Studio A."
            required
            maxLength={serviceLimits.resourceName}
            {...form.getInputProps("name")}
            data-autofocus
          />
        </fieldset>
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={create.isPending}>
            {frozen === null ? "Don't add it" : "Close"}
          </Button>
          <Button type="submit" loading={create.isPending}>
            Add
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
