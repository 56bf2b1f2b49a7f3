import { moveBookingInput } from "@dualtrack/contract";
import { Button, Select, TextInput } from "@mantine/core";
import { type OrderLine, type OrderView, type StaffBooking, trpc } from "../../server/trpc.ts";
import { localTimeOf, shopSpan, shopTime } from "../../shop-time.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
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
  const changed = useOrderChanged(order.number);
  const move = trpc.bookings.move.useMutation({ onSettled: changed });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { startsAt: localTimeOf(startsAt, timeZone), resourceId: booking.resourceId },
    schema: moveBookingInput,
    inputOf: (values) => ({ bookingId: line.booking?.id, revision, ...values }),
    mutation: move,
    onDone: () =>
      onDone((after) => {
        const moved = after.lines.find(({ id }) => id === line.id)?.booking;
        return moved == null
          ? null
          : `Moved to ${shopTime(moved.startsAt, timeZone)}, ${moved.resource}. The old time is free.`;
      }),
  });
  const choices = resources.map(({ id, name }) => ({ value: id, label: name }));
  const isListed = choices.some(({ value }) => value === booking.resourceId);
  return (
    <Dialog title={`Move “${lineName(line)}”`} isBusy={move.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <p className={classes.sentence}>
          Booked {shopSpan(startsAt, endsAt, timeZone)}, {line.booking?.resource}.
        </p>
        <fieldset className={classes.fields} disabled={isLocked}>
          <TextInput
            label="New beginning"
            description={`A time of ${timeZone}; also outside of the opening hours. It takes as long as before.`}
            type="datetime-local"
            required
            {...form.getInputProps("startsAt")}
            data-autofocus
          />
          <Select
            label="Room or person"
            data={
              isListed
                ? choices
                : [...choices, { value: booking.resourceId, label: line.booking?.resource ?? "" }]
            }
            allowDeselect={false}
            disabled={isLocked}
            {...form.getInputProps("resourceId")}
          />
        </fieldset>
        <Failure error={failure} isOpen={frozen !== null} />
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
