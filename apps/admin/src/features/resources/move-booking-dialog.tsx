import { moveBookingInput } from "@dualtrack/contract";
import { Button, Skeleton } from "@mantine/core";
import { type ListedBooking, type StaffBooking, trpc } from "../../server/trpc.ts";
import { shopSpan, shopTime } from "../../shop-time.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import {
  firstNewTime,
  isSameTime,
  NewTimeFields,
  newTimeInput,
  newTimeProblem,
} from "../../ui/new-time-fields.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";

interface MoveBookingDialogProps {
  booking: ListedBooking;
  /** Where it was dragged to, on the shop's clocks; null: it was opened. */
  movedTo: string | null;
  onDone: (notice: string) => void;
  onClose: () => void;
}

/** Gives a booking another time, room or person, and says what its customer is told. */
export function MoveBookingDialog(props: MoveBookingDialogProps) {
  const { booking, onClose } = props;
  const known = trpc.bookings.forStaff.useQuery({ bookingId: booking.id }, { staleTime: 0, gcTime: 0 });
  if (known.data) return <MoveForm {...props} known={known.data} />;
  return (
    <Dialog title={`Move ${booking.title}`} isBusy={false} onClose={onClose}>
      {known.isError ? (
        <Problem title="It can't be moved" error={known.error} onRetry={known.refetch} />
      ) : (
        <Skeleton height={200} role="status" aria-label="The booking is loading" />
      )}
    </Dialog>
  );
}

function MoveForm({
  booking,
  movedTo,
  known,
  onDone,
  onClose,
}: MoveBookingDialogProps & { known: StaffBooking }) {
  const { timeZone, resources, revision, startsAt, endsAt } = known;
  const utils = trpc.useUtils();
  const move = trpc.bookings.move.useMutation({
    onSettled: () => Promise.all([utils.resources.bookings.invalidate(), utils.orders.invalidate()]),
  });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: firstNewTime(known, movedTo),
    schema: moveBookingInput,
    inputOf: (values) => ({ bookingId: booking.id, revision, ...newTimeInput(values) }),
    check: (values) => ({ startsAt: newTimeProblem(values, timeZone) }),
    mutation: move,
    onDone: ({ startsAt: to, resourceId }) =>
      onDone(
        `${booking.orderNumber ?? "The booking"} is at ${to.endsWith("Z") ? shopTime(to, timeZone) : shopTime(`${to}Z`, "UTC")} now, in ${nameOf(resourceId)}.`,
      ),
  });
  const current = { id: known.resourceId, name: booking.resource.name };
  const choices = resources.some(({ id }) => id === current.id) ? resources : [current, ...resources];
  const nameOf = (id: string) => choices.find((choice) => choice.id === id)?.name ?? "";
  const customer = booking.customer.name ?? booking.customer.email ?? "The customer";
  return (
    <Dialog title={`Move ${booking.title}`} isBusy={move.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <p className={classes.sentence}>
          From {shopSpan(startsAt, endsAt, timeZone)}, {current.name}, to:
        </p>
        <fieldset className={classes.fields} disabled={isLocked}>
          <NewTimeFields
            bookingId={booking.id}
            booking={known}
            resources={choices}
            value={form.values}
            onChange={form.setValues}
            startsAtProps={form.getInputProps("startsAt")}
            isLocked={isLocked}
          />
        </fieldset>
        <Failure error={isSameTime(move.variables, form.values) ? failure : null} isOpen={frozen !== null} />
        <p className={classes.sentence}>
          {customer} gets a mail with the old and the new time, and a file for their calendar. Nothing is
          charged.
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={move.isPending}>
            {frozen === null ? "Don't move it" : "Close"}
          </Button>
          <Button type="submit" loading={move.isPending}>
            Move it and tell them
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
