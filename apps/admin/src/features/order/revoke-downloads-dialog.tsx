import { revokeDownloadsInput } from "@dualtrack/contract";
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** Stops the downloads of the order, or allows them again if staff had stopped them. */
export function RevokeDownloadsDialog({
  order,
  onDone,
  onClose,
}: {
  order: OrderView;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const changed = useOrderChanged(order.number);
  // As it was when the dialog was opened: its words must not turn while it is read.
  const [isRevoked] = useState((order.downloads?.revokedAt ?? null) !== null);
  const revoke = trpc.orders.revokeDownloads.useMutation({ onSettled: changed });
  const restore = trpc.orders.restoreDownloads.useMutation({ onSettled: changed });
  const change = isRevoked ? restore : revoke;
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { note: "" },
    schema: revokeDownloadsInput,
    inputOf: ({ note }) => ({ orderId: order.id, note }),
    mutation: change,
    onDone: () =>
      onDone(
        isRevoked
          ? `The files of ${order.number} can be downloaded again.`
          : `The files of ${order.number} can't be downloaded any more.`,
      ),
  });
  return (
    <Dialog
      title={isRevoked ? "Allow the downloads again?" : "Stop the downloads?"}
      isBusy={change.isPending}
      onClose={onClose}
    >
      <form onSubmit={onSubmit} noValidate>
        <ul className={classes.consequences}>
          {(isRevoked ? restored : revoked).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <Textarea
          label="Why"
          description="For your colleagues; the customer does not see it"
          rows={2}
          maxLength={1_000}
          disabled={isLocked}
          data-autofocus
          {...form.getInputProps("note")}
        />
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={change.isPending}>
            {frozen === null ? "Leave it" : "Close"}
          </Button>
          <Button type="submit" color={isRevoked ? "blue" : "red"} loading={change.isPending}>
            {isRevoked ? "Allow them" : "Stop them"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const revoked = [
  "No file of the order can be downloaded from now on, whatever link somebody has. A download that is running is not interrupted.",
  "The order's page tells the customer so. No money moves.",
  "It can be allowed again.",
];
const restored = [
  "The files can be downloaded again, as often as is left.",
  "A refund or a lost dispute still counts: what was given back stays closed.",
];
