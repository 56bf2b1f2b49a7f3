import { getFeedback, giveFeedback } from "@dualtrack/commerce";
import { giveFeedbackInput, orderTokenInput } from "@dualtrack/contract";
import { limitedSecretProcedure, router, secretProcedure } from "./trpc.ts";

/** How paying went, as the customers say who have the link to an order. */
export const feedbackRouter = router({
  get: secretProcedure.input(orderTokenInput).query(({ ctx, input }) => getFeedback(ctx.shop, input)),
  give: limitedSecretProcedure("feedback")
    .input(giveFeedbackInput)
    .mutation(({ ctx, input }) => giveFeedback(ctx.shop, input)),
});
