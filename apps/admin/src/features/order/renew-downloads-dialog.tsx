import { maxDownloads, renewDownloadsInput } from "@dualtrack/contract";
import { Button, NumberInput, Textarea } from "@mantine/core";
import { useState } from "react";
import { type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Allows the customer to download each limited file of the order some more times. */
export function RenewDownloadsDialog({
  order,
  onDone,
  onClose,
}: {
  order: OrderView;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const changed = useOrderChanged(order.number);
  const renew = trpc.orders.renewDownloads.useMutation({ onSettled: changed });
  // What the person has seen: if somebody else allows some meanwhile, the server refuses.
  const [seen] = useState(order.downloads?.extra ?? 0);
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { more: 3 as number | string, note: "" },
    schema: renewDownloadsInput,
    inputOf: ({ more, note }) => ({ orderId: order.id, seen, more, note }),
    mutation: renew,
    onDone: ({ more }) =>
      onDone(`Each file of ${order.number} can be downloaded ${more} more ${more === 1 ? "time" : "times"}.`),
  });
  return (
    <Dialog title="Allow further downloads?" isBusy={renew.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <fieldset className={classes.fields} disabled={isLocked}>
          <ul className={classes.consequences}>
            <li>The customer finds new links on the order's page at once.</li>
            <li>It holds for each file of the order that has a limit.</li>
          </ul>
          <NumberInput
            label="Further downloads of each file"
            min={1}
            max={maxDownloads}
            allowDecimal={false}
            clampBehavior="none"
            data-autofocus
            {...form.getInputProps("more")}
          />
          <Textarea
            label="Why"
            description="For your colleagues; the customer does not see it"
            rows={2}
            maxLength={1_000}
            {...form.getInputProps("note")}
          />
        </fieldset>
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={renew.isPending}>
            {frozen === null ? "Not now" : "Close"}
          </Button>
          <Button type="submit" loading={renew.isPending}>
            Allow them
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
