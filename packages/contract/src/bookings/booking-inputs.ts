import { day, instant } from "../day.ts";
import { orderToken } from "../orders/order-token.ts";
import { localTime } from "../services/local-time.ts";
import { staffNote } from "../text/staff-note.ts";
import { z } from "../zod.ts";

const bookingId = z.uuid();
/** The booking's, as it was loaded: a change of its time is refused if somebody else has changed it in between. */
const revision = z.int32().min(0);

/** A booking for its customer, who has the order's link. */
export const customerBookingInput = z.object({ token: orderToken, bookingId });
/** The times to which it can be moved, from a day on. */
export const bookingSlotsInput = customerBookingInput.extend({
  /** In the shop's time zone; left out: today. */
  from: day.optional(),
});
export const moveOwnBookingInput = customerBookingInput.extend({ revision, startsAt: instant });
export const cancelOwnBookingInput = customerBookingInput.extend({
  /** What the page said goes back, in minor units of the order's currency: if it is another amount, nothing happens. */
  refundAmount: z.int32().min(0),
});

export const staffBookingInput = z.object({ bookingId });
/** A time to which staff may move it. */
export const moveTimesInput = staffBookingInput.extend({
  /** An instant, or a time on the shop's clocks. */
  startsAt: z.union([instant, localTime]),
  resourceId: z.uuid(),
});
export const moveBookingInput = moveTimesInput.extend({ revision });
export type MoveBooking = z.output<typeof moveBookingInput>;
export const cancelBookingInput = staffBookingInput.extend({
  /** It becomes the refund's id, if there is a refund. */
  requestId: z.uuid(),
  /** What goes back, in minor units of the order's currency. */
  refundAmount: z.int32().min(0),
  note: staffNote,
});
export type CancelBooking = z.output<typeof cancelBookingInput>;
export const markNoShowInput = staffBookingInput.extend({
  /** False: the customer has come after all. */
  isNoShow: z.boolean(),
});
