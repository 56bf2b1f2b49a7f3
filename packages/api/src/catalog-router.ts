import { getCatalog, getProduct, listCategories, listSlots } from "@dualtrack/commerce";
import { listCatalogInput, listSlotsInput, productBySlugInput, watchSlotsInput } from "@dualtrack/contract";
import { openStream } from "./open-stream.ts";
import { slotChangesFrom } from "./slot-changes.ts";
import { limitedProcedure, publicProcedure, router } from "./trpc.ts";

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
  /** When a variant of a service can be booked: up to the last bookable day, so whoever asks has it computed for months. */
  slots: limitedProcedure("slots")
    .input(listSlotsInput)
    .query(({ ctx: { shop, cartToken }, input }) => listSlots(shop, { ...input, cartToken })),
  /**
   * What others book and give back of the times that somebody looks at. The first message says that anything may have changed, so
   * reconnecting is safe. TOO_MANY_REQUESTS: their network, or all of them, have too many streams; the times can still be asked for.
   */
  watchSlots: publicProcedure.input(watchSlotsInput).subscription(async function* ({
    ctx: { shop, ip, cartToken },
    input,
    signal,
  }) {
    using _ = openStream(ip);
    yield* slotChangesFrom(shop, { ...input, cartToken }, signal);
  }),
});
