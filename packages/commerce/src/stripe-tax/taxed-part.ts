import { z } from "zod";

const amount = z.number().int().min(0);

const partSchema = z.object({
  /** Of the order's line; null: of shipping. */
  position: z.number().int().nullable(),
  /** Minor units, as Stripe Tax has amounts: with contained tax, without tax that is added. */
  amount,
  taxAmount: amount,
});

/** What a document says of a line or of shipping. */
export type TaxedPart = z.output<typeof partSchema>;

const lineSchema = partSchema.extend({ lineId: z.string().nullable() });

/** A line of a transaction at Stripe, or its shipping, which has no id. */
export type RecordedLine = z.output<typeof lineSchema>;

export function readTaxedParts(stored: unknown): TaxedPart[] {
  return z.array(partSchema).parse(stored);
}

export function readRecordedLines(stored: unknown): RecordedLine[] {
  return z.array(lineSchema).parse(stored);
}
