import { moveBlockInput } from "@dualtrack/contract";
import { Button, TextInput } from "@mantine/core";
import type { LocalSpan } from "../../calendar-days.ts";
import { errorMessage } from "../../messages.ts";
import { trpc } from "../../server/trpc.ts";
import { localTimeOf, shopTime } from "../../shop-time.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { blockedText } from "./blocked-text.ts";
import type { Block } from "./calendar-events.ts";
import { useBlocksChanged } from "./use-blocks-changed.ts";

/** Moves a blocked time, or makes it available again. */
export function MoveBlockDialog({
  block,
  resource,
  timeZone,
  moved,
  onDone,
  onClose,
}: {
  block: Block;
  /** Its name. */
  resource: string;
  timeZone: string;
  /** Where it was dragged to; null: it was opened. */
  moved: LocalSpan | null;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const onSettled = useBlocksChanged();
  const move = trpc.resources.moveBlock.useMutation({
    onSuccess: (blocked) => onDone(blockedText(blocked, timeZone)),
    onSettled,
  });
  const unblock = trpc.resources.unblock.useMutation({
    onSuccess: () => onDone("The time can be booked again."),
    onSettled,
  });
  const seen = { startsAt: block.startsAt, endsAt: block.endsAt };
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: moved ?? {
      from: localTimeOf(block.startsAt, timeZone),
      to: localTimeOf(block.endsAt, timeZone),
    },
    schema: moveBlockInput,
    inputOf: (values) => ({ blockId: block.id, seen, ...values }),
    mutation: move,
    onDone() {},
  });
  const isBusy = move.isPending || unblock.isPending;
  return (
    <Dialog title={`Blocked: ${resource}`} isBusy={isBusy} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <p className={classes.sentence}>
          {shopTime(block.startsAt, timeZone)} until {shopTime(block.endsAt, timeZone)}, by {block.by}
          {block.reason !== "" && `: ${block.reason}`}
        </p>
        <fieldset className={classes.fields} disabled={isLocked || unblock.isPending}>
          <TextInput
            label="New beginning"
            description={`A time of ${timeZone}.`}
            type="datetime-local"
            required
            {...form.getInputProps("from")}
            data-autofocus
          />
          <TextInput label="New end" type="datetime-local" required {...form.getInputProps("to")} />
        </fieldset>
        <Failure error={failure} isOpen={frozen !== null} />
        {unblock.error !== null && <Notice>{errorMessage(unblock.error)}</Notice>}
        <p className={classes.sentence}>Bookings that it has at that time stay.</p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={isBusy}>
            {frozen === null ? "Leave it" : "Close"}
          </Button>
          <Button
            variant="default"
            loading={unblock.isPending}
            disabled={isLocked}
            onClick={() => unblock.mutate({ blockId: block.id })}
          >
            Unblock
          </Button>
          <Button type="submit" loading={move.isPending} disabled={unblock.isPending}>
            Move it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
