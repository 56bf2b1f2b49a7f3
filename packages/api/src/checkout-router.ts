import { extendHold, prepareCheckout, startCheckout } from "@dualtrack/commerce";
import { checkoutIdInput, prepareCheckoutInput } from "@dualtrack/contract";
import { publicProcedure, router } from "./trpc.ts";

export const checkoutRouter = router({
  start: publicProcedure.mutation(({ ctx }) => startCheckout(ctx.shop, { cartToken: ctx.cartToken })),
  prepare: publicProcedure
    .input(prepareCheckoutInput)
    .mutation(({ ctx, input }) => prepareCheckout(ctx.shop, { cartToken: ctx.cartToken, ...input })),
  extend: publicProcedure
    .input(checkoutIdInput)
    .mutation(({ ctx, input }) => extendHold(ctx.shop, { cartToken: ctx.cartToken, ...input })),
});
