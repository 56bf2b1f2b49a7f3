import { dismissTaxRecords, getTaxSettings, updateTaxSettings } from "@dualtrack/commerce";
import { dismissTaxRecordsInput, updateTaxInput } from "@dualtrack/contract";
import { taxBodyBytes } from "./procedure-meta.ts";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

export const taxRouter = router({
  settings: staffProcedure.query(({ ctx }) => getTaxSettings(ctx.shop)),
  /** Answers with the settings as they are afterwards, and the version for the next change. */
  update: managerProcedure
    .meta({ maxBodyBytes: taxBodyBytes })
    .input(updateTaxInput)
    .mutation(async ({ ctx, input }) => {
      await updateTaxSettings(ctx.shop, { ...input, by: ctx.by });
      return getTaxSettings(ctx.shop);
    }),
  dismissRecords: managerProcedure
    .input(dismissTaxRecordsInput)
    .mutation(({ ctx, input }) => dismissTaxRecords(ctx.shop, { ...input, by: ctx.by })),
});
