import { moveBookingInput } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { type OrderLine, type OrderView, type StaffBooking, trpc } from "../../server/trpc.ts";
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
import { lineName } from "./order-facts.ts";
import type { OrderNotice } from "./order-notice.ts";
import { useOrderChanged } from "./use-order-changed.ts";

interface MoveBookingProps {
  order: OrderView;
  line: OrderLine;
  onDone: (notice: OrderNotice) => void;
  onClose: () => void;
}

/** Gives something that is booked another time, room or person. */
export function MoveBookingDialog({ order, line, onDone, onClose }: MoveBookingProps) {
  const booking = trpc.bookings.forStaff.useQuery(
    { bookingId: line.booking?.id ?? "" },
    { staleTime: Number.POSITIVE_INFINITY, gcTime: 0 },
  );
  return booking.data ? (
    <MoveForm booking={booking.data} {...{ order, line, onDone, onClose }} />
  ) : (
    <Dialog title={`Move “${lineName(line)}”`} isBusy={false} onClose={onClose}>
      {booking.isError && (
        <Problem title="The booking could not be loaded" error={booking.error} onRetry={booking.refetch} />
      )}
    </Dialog>
  );
}

function MoveForm({ order, line, booking, onDone, onClose }: MoveBookingProps & { booking: StaffBooking }) {
  const { timeZone, resources, revision, startsAt, endsAt } = booking;
  const bookingId = line.booking?.id ?? "";
  const changed = useOrderChanged(order.number);
  const move = trpc.bookings.move.useMutation({ onSettled: changed });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: firstNewTime(booking, null),
    schema: moveBookingInput,
    inputOf: (values) => ({ bookingId, revision, ...newTimeInput(values) }),
    check: (values) => ({ startsAt: newTimeProblem(values, timeZone) }),
    mutation: move,
    onDone: () =>
      onDone((after) => {
        const moved = after.lines.find(({ id }) => id === line.id)?.booking;
        return moved == null
          ? null
          : `Moved to ${shopTime(moved.startsAt, timeZone)}, ${moved.resource}. The old time is free.`;
      }),
  });
  const current = { id: booking.resourceId, name: line.booking?.resource ?? "" };
  const choices = resources.some(({ id }) => id === current.id) ? resources : [current, ...resources];
  return (
    <Dialog title={`Move “${lineName(line)}”`} isBusy={move.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <p className={classes.sentence}>
          Booked {shopSpan(startsAt, endsAt, timeZone)}, {line.booking?.resource}.
        </p>
        <fieldset className={classes.fields} disabled={isLocked}>
          <NewTimeFields
            bookingId={bookingId}
            booking={booking}
            resources={choices}
            value={form.values}
            onChange={form.setValues}
            startsAtProps={form.getInputProps("startsAt")}
            isLocked={isLocked}
          />
        </fieldset>
        <Failure error={isSameTime(move.variables, form.values) ? failure : null} isOpen={frozen !== null} />
        <p className={classes.sentence}>
          Nothing is charged or refunded.
          {order.email !== null && ` ${order.email} is told by e-mail.`}
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={move.isPending}>
            {frozen === null ? "Keep its time" : "Close"}
          </Button>
          <Button type="submit" loading={move.isPending}>
            Move it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
