import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ListedBooking } from "../../server/trpc.ts";
import { shopSpan } from "../../shop-time.ts";
import dialogClasses from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import type { Session } from "./calendar-events.ts";
import classes from "./resources.module.css";

/** Who comes at a time, with the way to their orders. */
export function SessionDialog({
  session,
  timeZone,
  onMove,
  onClose,
}: {
  session: Session;
  timeZone: string;
  onMove: (booking: ListedBooking) => void;
  onClose: () => void;
}) {
  const isOpen = new Date(session.endsAt) > new Date();
  return (
    <Dialog title={session.title} isBusy={false} onClose={onClose}>
      <p className={dialogClasses.sentence}>
        {shopSpan(session.startsAt, session.endsAt, timeZone)}, {session.resource.name}
      </p>
      <ul className={classes.blocks}>
        {session.bookings.map((booking) => (
          <li key={booking.id} className={classes.block}>
            <BookingText booking={booking} isOneOfMany={session.bookings.length > 1} />
            {booking.orderNumber === null && booking.draftOrder !== null && (
              <Link
                to="/draft-orders/$draftOrderId"
                params={{ draftOrderId: booking.draftOrder.id }}
                state={{ fromList: true }}
              >
                {booking.draftOrder.number}
              </Link>
            )}
            {booking.orderNumber !== null && (
              <Link to="/orders/$number" params={{ number: booking.orderNumber }} state={{ fromList: true }}>
                {booking.orderNumber}
              </Link>
            )}
            {isOpen && booking.orderNumber !== null && booking.state === "confirmed" && (
              <Button size="compact-xs" variant="default" onClick={() => onMove(booking)}>
                Move
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className={dialogClasses.buttons}>
        <Button variant="default" onClick={onClose} data-autofocus>
          Close
        </Button>
      </div>
    </Dialog>
  );
}

function BookingText({
  booking: { title, quantity, customer, state, isNoShow },
  isOneOfMany,
}: {
  booking: ListedBooking;
  isOneOfMany: boolean;
}) {
  return (
    <span>
      <strong>{customer.name ?? customer.email ?? "Somebody at the checkout"}</strong>
      {quantity > 1 && `, ${quantity} places`}
      {isOneOfMany && `, ${title}`}
      {customer.phone !== null && `, ${customer.phone}`}
      {state === "held" && <span className={classes.hint}> not paid yet</span>}
      {isNoShow && <span className={classes.hint}> did not come</span>}
    </span>
  );
}
