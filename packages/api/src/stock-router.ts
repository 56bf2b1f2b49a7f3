import {
  correctStock,
  getStock,
  listMovements,
  listStock,
  receiveStock,
  setLowStockThreshold,
} from "@dualtrack/commerce";
import {
  correctStockInput,
  listMovementsInput,
  listStockInput,
  receiveStockInput,
  setLowStockThresholdInput,
  variantIdInput,
} from "@dualtrack/contract";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

export const stockRouter = router({
  list: staffProcedure.input(listStockInput).query(({ ctx, input }) => listStock(ctx.shop, input)),
  get: staffProcedure.input(variantIdInput).query(({ ctx, input }) => getStock(ctx.shop, input)),
  movements: staffProcedure
    .input(listMovementsInput)
    .query(({ ctx, input }) => listMovements(ctx.shop, input)),
  receive: managerProcedure
    .input(receiveStockInput)
    .mutation(({ ctx, input }) => receiveStock(ctx.shop, { ...input, by: ctx.by })),
  correct: managerProcedure
    .input(correctStockInput)
    .mutation(({ ctx, input }) => correctStock(ctx.shop, { ...input, by: ctx.by })),
  setThreshold: managerProcedure.input(setLowStockThresholdInput).mutation(async ({ ctx, input }) => {
    await setLowStockThreshold(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
});
