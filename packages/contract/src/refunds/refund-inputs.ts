import { staffNote } from "../text/staff-note.ts";
import { manyLines, typedText } from "../text/typed-text.ts";
import { z } from "../zod.ts";
import { staffRefundReasons } from "./refund-reasons.ts";

const requestId = z.uuid();

export const refundOrderInput = z.object({
  orderId: z.uuid(),
  /** Made once per dialog: a repeated request makes one refund. */
  requestId,
  amount: z.number().int().min(1),
  /** The goods that are refunded; empty for an amount alone. */
  lines: z
    .array(z.object({ orderLineId: z.uuid(), quantity: z.number().int().min(1), restock: z.boolean() }))
    .max(100),
  reason: z.enum(staffRefundReasons),
  note: staffNote,
});

export const cancelPartInput = z.object({
  orderId: z.uuid(),
  /** Made once per dialog: a repeated request cancels nothing more. */
  requestId,
  /** Units that are not charged and do not ship. */
  lines: eachOnce(z.object({ orderLineId: z.uuid(), quantity: z.int32().min(1), restock: z.boolean() }), 1),
  note: staffNote,
});

const quantity = z.int32().min(0);

/** Units of the line that were back in stock when the clerk looked. If the number has changed, the request is refused. */
const backBefore = quantity;

/** A refund that is held back while automatic refunds are switched off. */
export const approveRefundInput = z.object({ refundId: z.uuid() });

export const retryRefundInput = z.object({
  refundId: z.uuid(),
  /** Made once per dialog: a repeated request makes one refund. */
  requestId,
});

/** A failed refund that is settled outside Stripe; the note says how. */
const settleRefundInput = (missingNote: string) =>
  z.object({
    refundId: z.uuid(),
    /** Made once per dialog: a repeated request changes nothing more. */
    requestId,
    note: typedText
      .min(1, missingNote)
      .max(500)
      .regex(manyLines, "The note has a character that can't be used"),
  });

export type SettleRefund = z.output<ReturnType<typeof settleRefundInput>>;

/** The customer got the money outside Stripe: e.g. a bank transfer's reference. */
export const payRefundAnotherWayInput = settleRefundInput("Say how it was paid");

/** The customer keeps the goods, and so the money stays: when and how they said so. */
export const waiveRefundInput = settleRefundInput("Say what was agreed");

export const decideRefundGoodsInput = z.object({
  refundId: z.uuid(),
  /** Made once per dialog: a repeated request changes nothing more. */
  requestId,
  /** For each undecided line: units that return to stock now (`back`), and units that will not (`gone`). */
  lines: eachOnce(z.object({ orderLineId: z.uuid(), back: quantity, gone: quantity, backBefore })),
});

export const returnGoodsInput = z.object({
  orderId: z.uuid(),
  requestId,
  lines: eachOnce(z.object({ orderLineId: z.uuid(), quantity: z.int32().min(1), backBefore }), 1),
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
