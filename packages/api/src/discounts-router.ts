import {
  addDiscountCode,
  createDiscount,
  generateDiscountCodes,
  getDiscount,
  importDiscounts,
  listDiscountCodes,
  listDiscounts,
  pauseDiscount,
  updateDiscount,
} from "@dualtrack/commerce";
import {
  addDiscountCodeInput,
  createDiscountInput,
  discountInput,
  generateDiscountCodesInput,
  importDiscountsInput,
  listDiscountCodesInput,
  listDiscountsInput,
  pauseDiscountInput,
  updateDiscountInput,
} from "@dualtrack/contract";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

export const discountsRouter = router({
  list: staffProcedure.input(listDiscountsInput).query(({ ctx, input }) => listDiscounts(ctx.shop, input)),
  get: staffProcedure.input(discountInput).query(({ ctx, input }) => getDiscount(ctx.shop, input)),
  codes: staffProcedure
    .input(listDiscountCodesInput)
    .query(({ ctx, input }) => listDiscountCodes(ctx.shop, input)),
  create: managerProcedure
    .input(createDiscountInput)
    .mutation(({ ctx, input }) => createDiscount(ctx.shop, { ...input, by: ctx.by })),
  /** Answers with the discount as it is afterwards, and the version for the next change. */
  update: managerProcedure.input(updateDiscountInput).mutation(async ({ ctx, input }) => {
    await updateDiscount(ctx.shop, { ...input, by: ctx.by });
    return getDiscount(ctx.shop, input);
  }),
  pause: managerProcedure.input(pauseDiscountInput).mutation(async ({ ctx, input }) => {
    await pauseDiscount(ctx.shop, { ...input, by: ctx.by });
    return getDiscount(ctx.shop, input);
  }),
  addCode: managerProcedure.input(addDiscountCodeInput).mutation(async ({ ctx, input }) => {
    await addDiscountCode(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  /** One step; the browser asks for the next one until there is no more. */
  importFromStripe: managerProcedure
    .input(importDiscountsInput)
    .mutation(({ ctx, input }) => importDiscounts(ctx.shop, { ...input, by: ctx.by })),
  generateCodes: managerProcedure
    .input(generateDiscountCodesInput)
    .mutation(({ ctx, input }) => generateDiscountCodes(ctx.shop, { ...input, by: ctx.by })),
});
