import { addToCart, applyCode, chooseCurrency, getCart, removeCode, setCartLine } from "@dualtrack/commerce";
import { addToCartInput, cartCodeInput, setCartLineInput, setCurrencyInput } from "@dualtrack/contract";
import { limitedProcedure, readProcedure, router } from "./trpc.ts";

export const cartRouter = router({
  get: readProcedure.query(({ ctx: { shop, cartToken: token, country } }) =>
    getCart(shop, { token, country }),
  ),
  add: limitedProcedure("cartChanges")
    .input(addToCartInput)
    .mutation(({ ctx: { shop, cartToken: token, country }, input }) =>
      addToCart(shop, { token, country, ...input }),
    ),
  setLine: limitedProcedure("cartChanges")
    .input(setCartLineInput)
    .mutation(({ ctx: { shop, cartToken: token, country }, input }) =>
      setCartLine(shop, { token, country, ...input }),
    ),
  setCurrency: limitedProcedure("cartChanges")
    .input(setCurrencyInput)
    .mutation(({ ctx, input }) => chooseCurrency(ctx.shop, { token: ctx.cartToken, ...input })),
  applyCode: limitedProcedure("discountCodes")
    .input(cartCodeInput)
    .mutation(({ ctx, input }) => applyCode(ctx.shop, { token: ctx.cartToken, ...input })),
  removeCode: limitedProcedure("cartChanges")
    .input(cartCodeInput)
    .mutation(({ ctx, input }) => removeCode(ctx.shop, { token: ctx.cartToken, ...input })),
});
