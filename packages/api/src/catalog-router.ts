import { getProduct, listProducts } from "@dualtrack/commerce";
import { productBySlugInput } from "@dualtrack/contract";
import { publicProcedure, router } from "./trpc.ts";

export const catalogRouter = router({
  list: publicProcedure.query(async ({ ctx }) => ({ products: await listProducts(ctx.shop) })),
  product: publicProcedure
    .input(productBySlugInput)
    .query(({ ctx, input }) => getProduct(ctx.shop, { ...input, cartToken: ctx.cartToken })),
});
