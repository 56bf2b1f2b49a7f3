import { getCatalog, getProduct, listCategories, listSlots } from "@dualtrack/commerce";
import { listCatalogInput, listSlotsInput, productBySlugInput } from "@dualtrack/contract";
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
  /** When a variant of a service can be booked. */
  slots: publicProcedure
    .input(listSlotsInput)
    .query(({ ctx: { shop, cartToken }, input }) => listSlots(shop, { ...input, cartToken })),
});
