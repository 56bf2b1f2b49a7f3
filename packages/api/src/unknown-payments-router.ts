import {
  ignoreUnknownPayment,
  listUnknownPayments,
  refundUnknownPayment,
  retryUnknownPayment,
} from "@dualtrack/commerce";
import { unknownPaymentInput } from "@dualtrack/contract";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

/** Payments at Stripe that are missing in the database, as after a restore from an older dump. */
export const unknownPaymentsRouter = router({
  list: staffProcedure.query(({ ctx }) => listUnknownPayments(ctx.shop)),
  retry: managerProcedure
    .input(unknownPaymentInput)
    .mutation(({ ctx, input }) => retryUnknownPayment(ctx.shop, { ...input, by: ctx.by })),
  refund: managerProcedure
    .input(unknownPaymentInput)
    .mutation(({ ctx, input }) => refundUnknownPayment(ctx.shop, { ...input, by: ctx.by })),
  ignore: managerProcedure
    .input(unknownPaymentInput)
    .mutation(({ ctx, input }) => ignoreUnknownPayment(ctx.shop, { ...input, by: ctx.by })),
});
