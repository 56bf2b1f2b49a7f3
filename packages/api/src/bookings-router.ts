import {
  cancelBooking,
  cancelOwnBooking,
  getBookingForStaff,
  getBookingTerms,
  getMoveTimes,
  getOrder,
  listBookingSlots,
  markNoShow,
  moveBooking,
  moveOwnBooking,
  readOrderToken,
} from "@dualtrack/commerce";
import {
  bookingSlotsInput,
  cancelBookingInput,
  cancelOwnBookingInput,
  customerBookingInput,
  markNoShowInput,
  moveBookingInput,
  moveOwnBookingInput,
  moveTimesInput,
  staffBookingInput,
} from "@dualtrack/contract";
import { limitedSecretProcedure, managerProcedure, router, secretProcedure, staffProcedure } from "./trpc.ts";

const changeProcedure = limitedSecretProcedure("bookingChanges");

/** What is booked, once it is ordered: for customers by the order's link within the rule, for staff without limits. */
export const bookingsRouter = router({
  /** What cancelling now means for its money, and until when it can be moved. */
  terms: secretProcedure
    .input(customerBookingInput)
    .query(({ ctx, input: { token, bookingId } }) =>
      getBookingTerms(ctx.shop, { orderId: readOrderToken(ctx.shop, token), bookingId }),
    ),
  /** The times to which it can be moved. */
  slots: secretProcedure
    .input(bookingSlotsInput)
    .query(({ ctx, input: { token, ...input } }) =>
      listBookingSlots(ctx.shop, { orderId: readOrderToken(ctx.shop, token), ...input }),
    ),
  /** Answers with the order as it is afterwards. */
  moveOwn: changeProcedure
    .input(moveOwnBookingInput)
    .mutation(async ({ ctx, input: { token, ...input } }) => {
      const orderId = readOrderToken(ctx.shop, token);
      await moveOwnBooking(ctx.shop, { ...input, orderId, startsAt: new Date(input.startsAt) });
      return getOrder(ctx.shop, { orderId });
    }),
  /** Answers with the order as it is afterwards. */
  cancelOwn: changeProcedure
    .input(cancelOwnBookingInput)
    .mutation(async ({ ctx, input: { token, ...input } }) => {
      const orderId = readOrderToken(ctx.shop, token);
      await cancelOwnBooking(ctx.shop, { ...input, orderId });
      return getOrder(ctx.shop, { orderId });
    }),

  /** What a dialog about it shows: its time, its money, and the rooms or people that it can take. */
  forStaff: staffProcedure
    .input(staffBookingInput)
    .query(({ ctx, input }) => getBookingForStaff(ctx.shop, input)),
  /** The free times of a day in a room or person, and whether that is open at the time to which it is to be moved. */
  moveTimes: staffProcedure.input(moveTimesInput).query(({ ctx, input }) => getMoveTimes(ctx.shop, input)),
  /**
   * Gives it another time, room or person. `startsAt` is an instant, or a local time of the shop. Refused: BOOKING_NOT_ACTIVE (not
   * paid, cancelled, refunded), BOOKING_HAS_BEGUN (it is over), BOOKING_CHANGED (moved since `revision`), BOOKING_TIME_PAST,
   * RESOURCE_NOT_FOUND (its service does not take that one), BOOKING_TIME_TAKEN (booked or blocked, buffers included). Opening hours
   * and lead time are no limits. The same move twice is one.
   */
  move: staffProcedure.input(moveBookingInput).mutation(async ({ ctx, input }) => {
    await moveBooking(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  cancel: managerProcedure.input(cancelBookingInput).mutation(async ({ ctx, input }) => {
    await cancelBooking(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  markNoShow: staffProcedure.input(markNoShowInput).mutation(async ({ ctx, input }) => {
    await markNoShow(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
});
