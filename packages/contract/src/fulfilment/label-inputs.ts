import { paymentRisks } from "../payments/payment-risks.ts";
import { packedLimits } from "../products/packed-limits.ts";
import { z } from "../zod.ts";
import { shippedLines } from "./fulfilment-inputs.ts";

const contents = z.object({ orderId: z.uuid(), lines: shippedLines });

/** Asks which box suits these units, and what they weigh. */
export const planLabelInput = contents;

/** Asks carriers what they want for a parcel with these units. */
export const rateLabelInput = contents.extend({
  /** Made once per question. It becomes the label's id. */
  requestId: z.uuid(),
  /** Null: none of the shop's boxes, so that carriers get no size. */
  boxId: z.uuid().nullable(),
  /** With the box. */
  weightGrams: z
    .number("Write the weight in grams")
    .int("Write whole grams")
    .min(1, "The weight is missing")
    .max(packedLimits.weightGrams, "No carrier takes a parcel as heavy as this"),
});

const labelId = z.object({ labelId: z.uuid() });

export const buyLabelInput = labelId.extend({
  /** One of those that the carriers asked. */
  rateId: z.string().min(1, "Choose a rate").max(100),
  tellCustomer: z.boolean(),
  /** The risks that the clerk has confirmed. */
  despite: z.array(z.enum(paymentRisks)).max(paymentRisks.length).default([]),
});
export const voidLabelInput = labelId.extend({ tellCustomer: z.boolean() });
export const dismissLabelProblemInput = labelId;
