import { addToCart, getCart, setCartLine } from "@dualtrack/commerce";
import { addToCartInput, setCartLineInput } from "@dualtrack/contract";
import { publicProcedure, router } from "./trpc.ts";

export const cartRouter = router({
  get: publicProcedure.query(({ ctx }) => getCart(ctx.shop, { token: ctx.cartToken })),
  add: publicProcedure
    .input(addToCartInput)
    .mutation(({ ctx, input }) => addToCart(ctx.shop, { token: ctx.cartToken, ...input })),
  setLine: publicProcedure
    .input(setCartLineInput)
    .mutation(({ ctx, input }) => setCartLine(ctx.shop, { token: ctx.cartToken, ...input })),
});
