import { orderTokenInput } from "../orders/order-token.ts";
import { manyLines, typedText } from "../text/typed-text.ts";
import { z } from "../zod.ts";

export const maxFeedbackComment = 1_000;

/** The answer to "Did paying go well?". What went wrong is kept only with a no. */
export const giveFeedbackInput = orderTokenInput.extend({
  paidWell: z.boolean(),
  comment: typedText
    .max(maxFeedbackComment, `At most ${maxFeedbackComment} characters`)
    .regex(manyLines)
    .default(""),
});
export type GiveFeedback = z.output<typeof giveFeedbackInput>;
