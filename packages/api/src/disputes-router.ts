import {
  acceptDispute,
  dismissFraudWarning,
  getDisputeEvidence,
  listDisputes,
  saveDisputeEvidence,
  submitDispute,
} from "@dualtrack/commerce";
import {
  dismissFraudWarningInput,
  disputeEvidenceInput,
  disputeInput,
  listDisputesInput,
} from "@dualtrack/contract";
import { evidenceBodyBytes } from "./procedure-meta.ts";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

const answerProcedure = managerProcedure.meta({ maxBodyBytes: evidenceBodyBytes });

export const disputesRouter = router({
  list: staffProcedure.input(listDisputesInput).query(({ ctx, input }) => listDisputes(ctx.shop, input)),
  evidence: managerProcedure
    .input(disputeInput)
    .query(({ ctx, input }) => getDisputeEvidence(ctx.shop, input)),
  saveEvidence: answerProcedure
    .input(disputeEvidenceInput)
    .mutation(({ ctx, input }) => saveDisputeEvidence(ctx.shop, { ...input, by: ctx.by })),
  submit: answerProcedure.input(disputeEvidenceInput).mutation(async ({ ctx, input }) => {
    await submitDispute(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  accept: managerProcedure.input(disputeInput).mutation(async ({ ctx, input }) => {
    await acceptDispute(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  dismissFraudWarning: managerProcedure.input(dismissFraudWarningInput).mutation(async ({ ctx, input }) => {
    await dismissFraudWarning(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
});
