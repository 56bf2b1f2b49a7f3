import { addToCart, getCart, setCartLine } from "@dualtrack/commerce";
import { addToCartInput, setCartLineInput } from "@dualtrack/contract";
import { limitedProcedure, publicProcedure, router } from "./trpc.ts";

export const cartRouter = router({
  get: publicProcedure.query(({ ctx }) => getCart(ctx.shop, { token: ctx.cartToken })),
  add: limitedProcedure("cartChanges")
    .input(addToCartInput)
    .mutation(({ ctx, input }) => addToCart(ctx.shop, { token: ctx.cartToken, ...input })),
  setLine: limitedProcedure("cartChanges")
    .input(setCartLineInput)
    .mutation(({ ctx, input }) => setCartLine(ctx.shop, { token: ctx.cartToken, ...input })),
});
