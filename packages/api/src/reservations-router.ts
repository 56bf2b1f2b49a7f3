import {
  extendReservationByStaff,
  listHeldByCheckout,
  listHeldByProduct,
  listReservationHistory,
  releaseReservation,
  reservationFigures,
} from "@dualtrack/commerce";
import {
  extendReservationInput,
  heldByCheckoutInput,
  releaseReservationInput,
  reservationFiguresInput,
  reservationHistoryInput,
} from "@dualtrack/contract";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

export const reservationsRouter = router({
  byCheckout: staffProcedure
    .input(heldByCheckoutInput)
    .query(({ ctx, input }) => listHeldByCheckout(ctx.shop, input)),
  byProduct: staffProcedure.query(({ ctx }) => listHeldByProduct(ctx.shop)),
  history: staffProcedure
    .input(reservationHistoryInput)
    .query(({ ctx, input }) => listReservationHistory(ctx.shop, input)),
  figures: staffProcedure
    .input(reservationFiguresInput)
    .query(({ ctx, input }) => reservationFigures(ctx.shop, input)),
  extend: managerProcedure
    .input(extendReservationInput)
    .mutation(({ ctx, input }) => extendReservationByStaff(ctx.shop, { ...input, by: ctx.by })),
  release: managerProcedure
    .input(releaseReservationInput)
    .mutation(({ ctx, input }) => releaseReservation(ctx.shop, { ...input, by: ctx.by })),
});
