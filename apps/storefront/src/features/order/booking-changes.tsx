import { useEffect, useRef, useState } from "react";
import { errorMessage } from "../../messages.ts";
import { refusalOf } from "../../server/refusals.ts";
import { type OrderView, trpc } from "../../server/trpc.ts";
import { slotText } from "../../slot-texts.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { chosenSlot, TimeChooser, useTimeChoice } from "../../ui/time-chooser.tsx";
import { useNow } from "../../ui/use-now.ts";
import { cancelledText, cancelText, fixedText, keptText, soonText } from "./booking-texts.ts";
import { useLiveMoveSlots } from "./use-live-move-slots.ts";

type Booking = NonNullable<OrderView["lines"][number]["booking"]>;

interface BookingProps {
  order: OrderView;
  booking: Booking;
  /** What of it is booked. */
  variantId: string;
}

/** What a customer can do with something that is booked: another time, or none. Nothing once it has begun, or is not theirs any more. */
export function BookingChanges({ order, booking, variantId }: BookingProps) {
  const [open, setOpen] = useState<"move" | "cancel" | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const now = useNow();
  const isPaid = order.state === "confirmed" || order.state === "completed";
  const isPossible = isPaid && !booking.isFreed && Date.parse(booking.startsAt) > now;
  const isMovable = Date.parse(booking.movableUntil) >= now;
  const { data: settings } = trpc.settings.public.useQuery(undefined, {
    staleTime: Number.POSITIVE_INFINITY,
  });
  const start = (change: "move" | "cancel") => {
    setTold(null);
    setOpen(change);
  };
  const done = (text: string) => {
    setTold(text);
    setOpen(null);
  };
  return (
    <div className="mt-2 grid gap-2">
      {told !== null && (
        <Notice variant="good">
          <FocusedText key={told}>{told}</FocusedText>
        </Notice>
      )}
      {isPossible && open === null && (
        <div className="flex flex-wrap items-baseline gap-x-6">
          {isMovable ? (
            <Button variant="quiet" onClick={() => start("move")}>
              Change the time
            </Button>
          ) : (
            settings && <p>{fixedText(booking, { placedAt: order.placedAt, timeZone: settings.timeZone })}</p>
          )}
          <Button variant="quiet" onClick={() => start("cancel")}>
            Cancel this booking
          </Button>
        </div>
      )}
      {isPossible && open === "move" && (
        <MoveBooking {...{ order, booking, variantId }} onDone={done} onClose={() => setOpen(null)} />
      )}
      {isPossible && open === "cancel" && (
        <CancelBooking {...{ order, booking, variantId }} onDone={done} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}

interface ChangeProps extends BookingProps {
  onDone(text: string): void;
  onClose(): void;
}

/** Text that is read out and looked at when it appears where the customer has just pressed something. */
function FocusedText({ children }: { children: string }) {
  const text = useRef<HTMLParagraphElement>(null);
  useEffect(() => text.current?.focus(), []);
  return (
    <p ref={text} tabIndex={-1} className="outline-none">
      {children}
    </p>
  );
}

function useTerms({ order: { token }, booking }: Pick<BookingProps, "order" | "booking">) {
  return trpc.bookings.terms.useQuery(
    { token, bookingId: booking.id },
    { staleTime: 0, refetchInterval: 30_000 },
  );
}

function CancelBooking({ order, booking, onDone, onClose }: ChangeProps) {
  const { token } = order;
  const utils = trpc.useUtils();
  const terms = useTerms({ order, booking });
  const cancel = trpc.bookings.cancelOwn.useMutation({
    onSuccess(after, { refundAmount }) {
      utils.orders.byToken.setData({ token }, after);
      onDone(cancelledText({ amount: refundAmount, currency: order.total.currency }));
    },
    onError: () => Promise.all([terms.refetch(), utils.orders.byToken.invalidate({ token })]),
  });
  return (
    <section aria-label="Cancel this booking" className="mt-2 border-l-4 border-ink bg-sheet p-4">
      {terms.data ? (
        <>
          <FocusedText>{cancelText(terms.data)}</FocusedText>
          <div className="mt-4 flex flex-wrap gap-x-6 gap-y-2">
            <Button
              aria-disabled={cancel.isPending}
              onClick={() =>
                !cancel.isPending &&
                cancel.mutate({ token, bookingId: booking.id, refundAmount: terms.data.refund.amount })
              }
            >
              {cancel.isPending ? "Cancelling…" : keptText(terms.data)}
            </Button>
            <Button variant="quiet" onClick={onClose}>
              Keep it
            </Button>
          </div>
        </>
      ) : terms.error ? (
        <Notice variant="bad" actions={<Button onClick={onClose}>Close</Button>}>
          {errorMessage(terms.error)}
        </Notice>
      ) : (
        <div className="skeleton h-24 w-full" role="status" aria-label="The terms are loading" />
      )}
      {cancel.error && (
        <div className="mt-4">
          <Notice variant="bad" title="Not cancelled">
            {errorMessage(cancel.error)}
          </Notice>
        </div>
      )}
    </section>
  );
}

function MoveBooking({ order, booking, variantId, onDone, onClose }: ChangeProps) {
  const { token } = order;
  const bookingId = booking.id;
  const utils = trpc.useUtils();
  const choice = useTimeChoice();
  const terms = useTerms({ order, booking });
  const slots = useLiveMoveSlots({ token, bookingId, variantId, from: choice.from });
  const move = trpc.bookings.moveOwn.useMutation({
    onSuccess(after, { startsAt }) {
      utils.orders.byToken.setData({ token }, after);
      onDone(
        `Your booking is now on ${slotText(startsAt, slots.data?.timeZone ?? "UTC")}. We have written to you.`,
      );
    },
    onError(error) {
      if (refusalOf(error)?.code === "BOOKING_TIME_TAKEN") choice.setStartsAt(null);
      return Promise.all([utils.bookings.slots.invalidate(), utils.orders.byToken.invalidate({ token })]);
    },
  });
  if (slots.data) choice.openAt(slots.data);
  const chosen = chosenSlot(choice, slots.data);
  const isSame = chosen?.startsAt === booking.startsAt;
  const now = useNow();
  const warning =
    chosen?.isFree && !isSame && terms.data !== undefined
      ? soonText(terms.data, { startsAt: chosen.startsAt, now })
      : null;
  const tooLate = terms.data !== undefined && !terms.data.isFree;
  return (
    <section aria-label="Change the time" className="mt-2 border-l-4 border-ink bg-sheet p-4">
      {tooLate ? (
        <Notice variant="plain" actions={<Button onClick={onClose}>Close</Button>}>
          A booking can be moved until {terms.data?.freeCancelHours} h before it begins, and that is over. You
          can still cancel it.
        </Notice>
      ) : (
        <>
          <FocusedText>
            Choose another time. It costs nothing, and your old time is free for others then.
          </FocusedText>
          <div className="mt-4">
            <TimeChooser choice={choice} slots={slots} />
          </div>
          {warning !== null && (
            <div className="mt-4">
              <Notice variant="warn">{warning}</Notice>
            </div>
          )}
          {move.error && (
            <div className="mt-4">
              <Notice variant="bad" title="Not moved">
                {errorMessage(move.error)}
              </Notice>
            </div>
          )}
          <div className="mt-4 flex flex-wrap gap-x-6 gap-y-2">
            <Button
              disabled={chosen === undefined || isSame || !chosen.isFree}
              aria-disabled={move.isPending}
              onClick={() =>
                chosen !== undefined &&
                !move.isPending &&
                move.mutate({ token, bookingId, revision: booking.revision, startsAt: chosen.startsAt })
              }
            >
              {move.isPending
                ? "Moving…"
                : chosen === undefined
                  ? "Choose a time"
                  : isSame
                    ? "This is your time now"
                    : !chosen.isFree
                      ? "Choose another time"
                      : `Move to ${slotText(chosen.startsAt, slots.data?.timeZone ?? "UTC")}`}
            </Button>
            <Button variant="quiet" onClick={onClose}>
              Keep the time
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
