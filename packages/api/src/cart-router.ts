import { addToCart, applyCode, getCart, removeCode, setCartLine } from "@dualtrack/commerce";
import { addToCartInput, cartCodeInput, setCartLineInput } from "@dualtrack/contract";
import { limitedProcedure, publicProcedure, router } from "./trpc.ts";

export const cartRouter = router({
  get: publicProcedure.query(({ ctx }) => getCart(ctx.shop, { token: ctx.cartToken })),
  add: limitedProcedure("cartChanges")
    .input(addToCartInput)
    .mutation(({ ctx, input }) => addToCart(ctx.shop, { token: ctx.cartToken, ...input })),
  setLine: limitedProcedure("cartChanges")
    .input(setCartLineInput)
    .mutation(({ ctx, input }) => setCartLine(ctx.shop, { token: ctx.cartToken, ...input })),
  applyCode: limitedProcedure("discountCodes")
    .input(cartCodeInput)
    .mutation(({ ctx, input }) => applyCode(ctx.shop, { token: ctx.cartToken, ...input })),
  removeCode: limitedProcedure("cartChanges")
    .input(cartCodeInput)
    .mutation(({ ctx, input }) => removeCode(ctx.shop, { token: ctx.cartToken, ...input })),
});
