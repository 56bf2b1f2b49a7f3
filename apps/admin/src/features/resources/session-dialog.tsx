import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { shopSpan } from "../../shop-time.ts";
import dialogClasses from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import type { Session } from "./calendar-events.ts";
import classes from "./resources.module.css";

/** Who comes at a time, with the way to their orders. */
export function SessionDialog({
  session,
  timeZone,
  onClose,
}: {
  session: Session;
  timeZone: string;
  onClose: () => void;
}) {
  return (
    <Dialog title={session.title} isBusy={false} onClose={onClose}>
      <p className={dialogClasses.sentence}>
        {shopSpan(session.startsAt, session.endsAt, timeZone)}, {session.resource.name}
      </p>
      <ul className={classes.blocks}>
        {session.bookings.map(({ id, title, quantity, customer, orderNumber, state }) => (
          <li key={id} className={classes.block}>
            <span>
              <strong>{customer.name ?? customer.email ?? "Somebody at the checkout"}</strong>
              {quantity > 1 && `, ${quantity} places`}
              {session.bookings.length > 1 && `, ${title}`}
              {customer.phone !== null && `, ${customer.phone}`}
              {state === "held" && <span className={classes.hint}> not paid yet</span>}
            </span>
            {orderNumber !== null && (
              <Link to="/orders/$number" params={{ number: orderNumber }} state={{ fromList: true }}>
                {orderNumber}
              </Link>
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
