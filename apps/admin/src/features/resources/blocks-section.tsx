import { blockResourceInput, serviceLimits } from "@dualtrack/contract";
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { errorMessage } from "../../messages.ts";
import { newRequestId } from "../../new-request-id.ts";
import { type StaffResource, trpc } from "../../server/trpc.ts";
import { shopTime } from "../../shop-time.ts";
import dialogClasses from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Section } from "../../ui/section.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { blockedText } from "./blocked-text.ts";
import classes from "./resources.module.css";

/** The times at which it can't be booked, though it is open. */
export function BlocksSection({
  resource,
  onNotice,
}: {
  resource: StaffResource;
  onNotice: (notice: string) => void;
}) {
  const utils = trpc.useUtils();
  const [isBlocking, setBlocking] = useState(false);
  const unblock = trpc.resources.unblock.useMutation({
    onError: (error) => onNotice(errorMessage(error)),
    onSuccess: () => onNotice("The time can be booked again."),
    onSettled: () => utils.resources.get.invalidate({ resourceId: resource.id }),
  });
  const { timeZone } = resource;
  return (
    <Section title="Blocked times" id="blocks">
      {resource.blocks.length === 0 && <p className={classes.hint}>None from now on.</p>}
      <ul className={classes.blocks}>
        {resource.blocks.map(({ id, startsAt, endsAt, reason, by }) => (
          <li key={id} className={classes.block}>
            <span>
              {shopTime(startsAt, timeZone)} until {shopTime(endsAt, timeZone)}
              {reason !== "" && `: ${reason}`} <span className={classes.hint}>by {by}</span>
            </span>
            <Button
              size="compact-xs"
              variant="default"
              loading={unblock.isPending && unblock.variables.blockId === id}
              onClick={() => unblock.mutate({ blockId: id })}
            >
              Unblock
            </Button>
          </li>
        ))}
      </ul>
      <Button size="xs" variant="default" onClick={() => setBlocking(true)}>
        Block time
      </Button>
      {isBlocking && (
        <BlockDialog
          resource={resource}
          onClose={() => setBlocking(false)}
          onDone={(notice) => {
            setBlocking(false);
            onNotice(notice);
          }}
        />
      )}
    </Section>
  );
}

function BlockDialog({
  resource: { id: resourceId, name, timeZone },
  onDone,
  onClose,
}: {
  resource: StaffResource;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const utils = trpc.useUtils();
  const block = trpc.resources.block.useMutation({
    onSuccess: (blocked) => onDone(blockedText(blocked, timeZone)),
    onSettled: () => utils.resources.get.invalidate({ resourceId }),
  });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { from: "", to: "", reason: "" },
    schema: blockResourceInput,
    inputOf: (values) => ({ resourceId, requestId, ...values }),
    mutation: block,
    onDone() {},
  });
  return (
    <Dialog title={`Block time of ${name}`} isBusy={block.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <fieldset className={dialogClasses.fields} disabled={isLocked}>
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
        <p className={dialogClasses.sentence}>Bookings that it has at that time stay.</p>
        <div className={dialogClasses.buttons}>
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
