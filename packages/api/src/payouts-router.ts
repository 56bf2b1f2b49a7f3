import {
  countPayouts,
  getBalanceOfOrder,
  getPayout,
  getPayoutFigures,
  listPayouts,
  listPayoutTransactions,
} from "@dualtrack/commerce";
import {
  countPayoutsInput,
  listPayoutsInput,
  listPayoutTransactionsInput,
  orderBalanceInput,
  payoutFiguresInput,
  payoutInput,
} from "@dualtrack/contract";
import { router, staffProcedure } from "./trpc.ts";

/** What arrives at the bank, and what it consists of. */
export const payoutsRouter = router({
  list: staffProcedure.input(listPayoutsInput).query(({ ctx, input }) => listPayouts(ctx.shop, input)),
  /** The number of rows in a filtered list. */
  count: staffProcedure
    .input(countPayoutsInput)
    .query(async ({ ctx, input }) => ({ count: await countPayouts(ctx.shop, input) })),
  get: staffProcedure.input(payoutInput).query(({ ctx, input }) => getPayout(ctx.shop, input)),
  transactions: staffProcedure
    .input(listPayoutTransactionsInput)
    .query(({ ctx, input }) => listPayoutTransactions(ctx.shop, input)),
  figures: staffProcedure
    .input(payoutFiguresInput)
    .query(({ ctx, input }) => getPayoutFigures(ctx.shop, input)),
  ofOrder: staffProcedure
    .input(orderBalanceInput)
    .query(({ ctx, input }) => getBalanceOfOrder(ctx.shop, input)),
});
