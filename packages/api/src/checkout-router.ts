import { extendHold, prepareCheckout, resumeCheckout, startCheckout } from "@dualtrack/commerce";
import { ownCheckoutInput, prepareCheckoutInput, resumeCheckoutInput } from "@dualtrack/contract";
import { publicProcedure, router } from "./trpc.ts";

export const checkoutRouter = router({
  start: publicProcedure.mutation(({ ctx }) => startCheckout(ctx.shop, { cartToken: ctx.cartToken })),
  resume: publicProcedure
    .input(resumeCheckoutInput)
    .mutation(({ ctx, input }) => resumeCheckout(ctx.shop, input)),
  prepare: publicProcedure
    .input(prepareCheckoutInput)
    .mutation(({ ctx, input }) =>
      prepareCheckout(ctx.shop, { cartToken: ctx.cartToken, clientIp: ctx.ip, ...input }),
    ),
  extend: publicProcedure
    .input(ownCheckoutInput)
    .mutation(({ ctx, input }) => extendHold(ctx.shop, { cartToken: ctx.cartToken, ...input })),
});
