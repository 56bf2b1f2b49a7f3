import { askForExchangeRates, getCurrencies, updateCurrencies } from "@dualtrack/commerce";
import { updateCurrenciesInput } from "@dualtrack/contract";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

export const currenciesRouter = router({
  settings: staffProcedure.query(({ ctx }) => getCurrencies(ctx.shop)),
  /** Answers with the settings as they are afterwards, and the version for the next change. */
  update: managerProcedure.input(updateCurrenciesInput).mutation(async ({ ctx, input }) => {
    await updateCurrencies(ctx.shop, { ...input, by: ctx.by });
    return getCurrencies(ctx.shop);
  }),
  /** Requests the feed now. Answers with the settings afterwards, which say whether it failed. */
  updateRates: managerProcedure.mutation(async ({ ctx }) => {
    await askForExchangeRates(ctx.shop, { by: ctx.by });
    return getCurrencies(ctx.shop);
  }),
});
