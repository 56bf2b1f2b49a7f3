import { countInvoices, listInvoices, requestMissingInvoices } from "@dualtrack/commerce";
import { countInvoicesInput, listInvoicesInput } from "@dualtrack/contract";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

export const invoicesRouter = router({
  list: staffProcedure.input(listInvoicesInput).query(({ ctx, input }) => listInvoices(ctx.shop, input)),
  /** The number of rows in a filtered list. */
  count: staffProcedure
    .input(countInvoicesInput)
    .query(async ({ ctx, input }) => ({ count: await countInvoices(ctx.shop, input) })),
  issueMissing: managerProcedure.mutation(({ ctx }) => requestMissingInvoices(ctx.shop, { by: ctx.by })),
});
