import { getCatalog, getProduct, listCategories } from "@dualtrack/commerce";
import { listCatalogInput, productBySlugInput } from "@dualtrack/contract";
import { publicProcedure, router } from "./trpc.ts";

export const catalogRouter = router({
  list: publicProcedure
    .input(listCatalogInput)
    .query(({ ctx: { shop, cartToken, country }, input }) =>
      getCatalog(shop, { ...input, cartToken, country }),
    ),
  categories: publicProcedure.query(async ({ ctx }) => ({ categories: await listCategories(ctx.shop) })),
  product: publicProcedure
    .input(productBySlugInput)
    .query(({ ctx: { shop, cartToken, country }, input }) =>
      getProduct(shop, { ...input, cartToken, country }),
    ),
});
