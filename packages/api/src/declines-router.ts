import { countDeclinesOf, getDeclineFigures, listDeclinedPayments } from "@dualtrack/commerce";
import { countDeclinesInput, declineFiguresInput, listDeclinesInput } from "@dualtrack/contract";
import { router, staffProcedure } from "./trpc.ts";

export const declinesRouter = router({
  list: staffProcedure
    .input(listDeclinesInput)
    .query(({ ctx, input }) => listDeclinedPayments(ctx.shop, input)),
  /** The number of rows in a filtered list. */
  count: staffProcedure
    .input(countDeclinesInput)
    .query(async ({ ctx, input }) => ({ count: await countDeclinesOf(ctx.shop, input) })),
  figures: staffProcedure
    .input(declineFiguresInput)
    .query(({ ctx, input }) => getDeclineFigures(ctx.shop, input)),
});
