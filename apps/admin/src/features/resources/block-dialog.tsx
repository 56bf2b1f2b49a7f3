import { newRequestId } from "@dualtrack/browser";
import { blockResourceInput, serviceLimits } from "@dualtrack/contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { LocalSpan } from "../../calendar-days.ts";
import { trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { blockedText } from "./blocked-text.ts";
import { useBlocksChanged } from "./use-blocks-changed.ts";

/** Makes one of these rooms or people unavailable for a time; with a choice if they are several. */
export function BlockDialog({
  resources,
  timeZone,
  times,
  onDone,
  onClose,
}: {
  resources: readonly { id: string; name: string }[];
  timeZone: string;
  /** What the fields begin with. */
  times?: LocalSpan | undefined;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const block = trpc.resources.block.useMutation({
    onSuccess: (blocked) => onDone(blockedText(blocked, timeZone)),
    onSettled: useBlocksChanged(),
  });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { resourceId: resources[0]?.id ?? "", from: "", to: "", reason: "", ...times },
    schema: blockResourceInput,
    inputOf: (values) => ({ requestId, ...values }),
    mutation: block,
    onDone() {},
  });
  const [only] = resources;
  return (
    <Dialog
      title={resources.length === 1 && only ? `Block time of ${only.name}` : "Block time"}
      isBusy={block.isPending}
      onClose={onClose}
    >
      <form onSubmit={onSubmit} noValidate>
        <fieldset className={classes.fields} disabled={isLocked}>
          {resources.length > 1 && (
            <NativeSelect
              label="Room or person"
              data={resources.map(({ id, name }) => ({ value: id, label: name }))}
              {...form.getInputProps("resourceId")}
              data-autofocus
            />
          )}
          <TextInput
            label="From"
            description={`A time of ${timeZone}.`}
            type="datetime-local"
            required
            {...form.getInputProps("from")}
            data-autofocus
          />
          <TextInput label="Until" type="datetime-local" required {...form.getInputProps("to")} />
          <TextInput
            label="Reason"
            description="Customers don't see it."
            maxLength={serviceLimits.blockReason}
            {...form.getInputProps("reason")}
          />
        </fieldset>
        <Failure error={failure} isOpen={frozen !== null} />
        <p className={classes.sentence}>Bookings that it has at that time stay.</p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={block.isPending}>
            {frozen === null ? "Don't block it" : "Close"}
          </Button>
          <Button type="submit" loading={block.isPending}>
            Block it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
