import { z } from "zod";

const requestId = z.uuid();
const pieces = z.int32().min(0);

export const retryRefundInput = z.object({
  refundId: z.uuid(),
  /** Made once per dialog: sending it twice is one refund. */
  requestId,
});

export const decideRefundGoodsInput = z.object({
  refundId: z.uuid(),
  /** Of each line, how many are back in stock and how many won't come back. */
  lines: eachOnce(z.object({ orderLineId: z.uuid(), back: pieces, gone: pieces })),
});

export const returnGoodsInput = z.object({
  orderId: z.uuid(),
  requestId,
  lines: eachOnce(z.object({ orderLineId: z.uuid(), quantity: z.int32().min(1) }), 1),
});

export const reclaimGoodsInput = z.object({ orderId: z.uuid(), requestId });

function eachOnce<Line extends z.ZodType<{ orderLineId: string }>>(line: Line, min = 0) {
  return z
    .array(line)
    .min(min)
    .max(100)
    .refine((lines) => new Set(lines.map(({ orderLineId }) => orderLineId)).size === lines.length, {
      error: "A line is named twice",
    });
}
