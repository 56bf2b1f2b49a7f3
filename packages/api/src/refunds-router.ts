import {
  approveRefund,
  decideRefundGoods,
  payRefundAnotherWay,
  reclaimGoods,
  retryRefund,
  returnGoods,
  waiveRefund,
} from "@dualtrack/commerce";
import {
  approveRefundInput,
  decideRefundGoodsInput,
  payRefundAnotherWayInput,
  reclaimGoodsInput,
  retryRefundInput,
  returnGoodsInput,
  waiveRefundInput,
} from "@dualtrack/contract";
import { managerProcedure, router } from "./trpc.ts";

export const refundsRouter = router({
  retry: managerProcedure
    .input(retryRefundInput)
    .mutation(({ ctx, input }) => retryRefund(ctx.shop, { ...input, by: ctx.by })),
  approve: managerProcedure.input(approveRefundInput).mutation(async ({ ctx, input }) => {
    await approveRefund(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  payAnotherWay: managerProcedure.input(payRefundAnotherWayInput).mutation(async ({ ctx, input }) => {
    await payRefundAnotherWay(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  waive: managerProcedure.input(waiveRefundInput).mutation(async ({ ctx, input }) => {
    await waiveRefund(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  decideGoods: managerProcedure.input(decideRefundGoodsInput).mutation(async ({ ctx, input }) => {
    await decideRefundGoods(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  returnGoods: managerProcedure.input(returnGoodsInput).mutation(async ({ ctx, input }) => {
    await returnGoods(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  reclaimGoods: managerProcedure.input(reclaimGoodsInput).mutation(async ({ ctx, input }) => {
    await reclaimGoods(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
});
