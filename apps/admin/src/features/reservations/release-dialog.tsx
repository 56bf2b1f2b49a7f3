import { releaseReservationInput } from "@dualtrack/contract";
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { useSettings } from "../../server/settings.ts";
import { type HeldCheckout, type Released, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { customerName, goodsOf } from "./reservation-badges.ts";

/** Releases the reservation of a customer who has not paid, after saying what that means. */
export function ReleaseDialog({
  held,
  onDone,
  onClose,
}: {
  held: HeldCheckout;
  onDone: (released: Released) => void;
  onClose: () => void;
}) {
  const { timeZone } = useSettings();
  const [asOpened] = useState(held);
  const utils = trpc.useUtils();
  const release = trpc.reservations.release.useMutation({
    onSuccess: onDone,
    onSettled: () =>
      Promise.all([
        utils.reservations.invalidate(),
        utils.stock.invalidate(),
        utils.orders.list.invalidate(),
      ]),
  });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { reason: "" },
    schema: releaseReservationInput,
    inputOf: ({ reason }) => ({ checkoutId: asOpened.id, reason }),
    mutation: release,
    onDone: () => {}, // what became of it is in the answer
  });

  return (
    <Dialog title={`Release ${asOpened.name}?`} isBusy={release.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <ul className={classes.consequences}>
          <li>
            Cancel the payment at Stripe first, so that nothing can be charged any more. If it was paid just
            now, it becomes an order instead, and the message names it.
          </li>
          <li>Free {goodsOf(asOpened, timeZone)} for others.</li>
          <li>
            On the checkout page, {customerName(asOpened)} is told that the shop has ended the reservation.
            Their cart is kept, and they may try again.
          </li>
        </ul>
        <Textarea
          label="Reason"
          description="For your colleagues; the customer does not see it."
          required
          rows={2}
          maxLength={500}
          disabled={isLocked}
          {...form.getInputProps("reason")}
          data-autofocus
        />
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={release.isPending}>
            {frozen === null ? "Keep the reservation" : "Close"}
          </Button>
          <Button type="submit" color="red" loading={release.isPending}>
            Release the reservation
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
