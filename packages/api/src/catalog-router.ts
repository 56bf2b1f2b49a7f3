import { getProduct, listProducts } from "@dualtrack/commerce";
import { productBySlugInput } from "@dualtrack/contract";
import { publicProcedure, router } from "./trpc.ts";

export const catalogRouter = router({
  list: publicProcedure.query(async ({ ctx: { shop, cartToken, country } }) => ({
    products: await listProducts(shop, { cartToken, country }),
  })),
  product: publicProcedure
    .input(productBySlugInput)
    .query(({ ctx: { shop, cartToken, country }, input }) =>
      getProduct(shop, { ...input, cartToken, country }),
    ),
});
