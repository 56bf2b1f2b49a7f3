import { buyLabel, dismissLabelProblem, planLabel, rateLabel, voidLabel } from "@dualtrack/commerce";
import {
  buyLabelInput,
  dismissLabelProblemInput,
  planLabelInput,
  rateLabelInput,
  voidLabelInput,
} from "@dualtrack/contract";
import { managerProcedure, router } from "./trpc.ts";

export const labelsRouter = router({
  plan: managerProcedure.input(planLabelInput).query(({ ctx, input }) => planLabel(ctx.shop, input)),
  /** Asks carriers; nothing is bought. */
  rate: managerProcedure.input(rateLabelInput).mutation(({ ctx, input }) => rateLabel(ctx.shop, input)),
  buy: managerProcedure
    .input(buyLabelInput)
    .mutation(({ ctx, input }) => buyLabel(ctx.shop, { ...input, by: ctx.by })),
  void: managerProcedure.input(voidLabelInput).mutation(async ({ ctx, input }) => {
    await voidLabel(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  dismissProblem: managerProcedure.input(dismissLabelProblemInput).mutation(async ({ ctx, input }) => {
    await dismissLabelProblem(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
});
