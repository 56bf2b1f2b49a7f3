import type { ReactNode } from "react";
import { errorMessage } from "../../messages.ts";
import { type Me, type OrderLine, type OrderView, trpc } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import classes from "./order.module.css";
import { forManagers } from "./order-facts.ts";
import { useOrderChanged } from "./use-order-changed.ts";

export type BookingDialog = "moveBooking" | "cancelBooking";

/** What staff can do with something that is booked; nothing if it is not booked any more, or not paid yet. */
export function BookingActions({
  order,
  line,
  me,
  now,
  onOpen,
  onNotice,
}: {
  order: OrderView;
  line: OrderLine;
  me: Me;
  now: number;
  onOpen: (dialog: BookingDialog, line: OrderLine) => void;
  onNotice: (notice: ReactNode) => void;
}) {
  const changed = useOrderChanged(order.number);
  const mark = trpc.bookings.markNoShow.useMutation({
    onSuccess: (_, { isNoShow }) =>
      onNotice(
        isNoShow
          ? "It is noted that the customer did not come."
          : "It is noted that the customer came after all.",
      ),
    onError: (error) => onNotice(errorMessage(error)),
    onSettled: changed,
  });
  const { booking } = line;
  const isPaid = order.state === "confirmed" || order.state === "completed";
  if (booking === null || booking.isFreed || !isPaid) return null;
  const hasBegun = Date.parse(booking.startsAt) <= now;
  const isOver = Date.parse(booking.endsAt) <= now;
  const isReturning = line.refundedQuantity >= line.quantity;
  return (
    <div className={classes.bookingActions}>
      {!isOver && (
        <ActionButton
          size="compact-xs"
          disabledReason={isReturning ? "Its money is on its way back." : null}
          onPress={() => onOpen("moveBooking", line)}
          onRefused={onNotice}
        >
          Move
        </ActionButton>
      )}
      {!hasBegun && (
        <ActionButton
          size="compact-xs"
          disabledReason={forManagers(me)}
          onPress={() => onOpen("cancelBooking", line)}
          onRefused={onNotice}
        >
          Cancel booking
        </ActionButton>
      )}
      {hasBegun && (
        <ActionButton
          size="compact-xs"
          disabledReason={null}
          loading={mark.isPending}
          onPress={() => mark.mutate({ bookingId: booking.id, isNoShow: !booking.isNoShow })}
          onRefused={onNotice}
        >
          {booking.isNoShow ? "Came after all" : "Did not come"}
        </ActionButton>
      )}
    </div>
  );
}
