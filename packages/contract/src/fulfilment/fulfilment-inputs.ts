import { paymentRisks } from "../payments/payment-risks.ts";
import { line } from "../text/line-schema.ts";
import { z } from "../zod.ts";
import { shipmentRests } from "./fulfilment-states.ts";

/** Carrier and tracking of a shipment, as mails show them. */
const trackingFields = {
  carrier: line("The carrier's name", 60).min(1, "The carrier is missing"),
  trackingNumber: line("The tracking number", 60).min(1).nullable(),
  /** For unknown carriers; for the others the link is made from the number. */
  trackingUrl: z
    .url({ protocol: /^https$/, error: "A tracking link starts with https://" })
    .max(500, "The link is too long: at most 500 characters")
    .nullable(),
};
/** Whether a mail is sent to the customer. */
const tellCustomer = z.boolean();

/** Units of an order that leave together. */
export const shippedLines = z
  .array(z.object({ orderLineId: z.uuid(), quantity: z.number().int().min(1).max(10_000) }))
  .min(1, "The shipment is empty")
  .max(100)
  .refine((lines) => new Set(lines.map(({ orderLineId }) => orderLineId)).size === lines.length, {
    error: "A line is named twice",
  });

export const shipOrderInput = z.object({
  orderId: z.uuid(),
  /** Made once per dialog. It becomes the shipment's id, so that a repeated request makes one shipment. */
  requestId: z.uuid(),
  lines: shippedLines,
  ...trackingFields,
  tellCustomer,
  rest: z.enum(shipmentRests).default("charge"),
  /** The risks that the clerk has confirmed. Shipping an order with another risk is refused. */
  despite: z.array(z.enum(paymentRisks)).max(paymentRisks.length).default([]),
});

const shipmentIdInput = z.object({ shipmentId: z.uuid() });
export const markDeliveredInput = shipmentIdInput.extend({ tellCustomer });
export const correctShipmentInput = shipmentIdInput.extend({
  ...trackingFields,
  tellCustomer,
  /** The carrier and tracking that were shown: the correction is refused if somebody else corrected them in between. */
  seen: z.object({
    carrier: z.string().max(200),
    trackingNumber: z.string().max(200).nullable(),
    trackingUrl: z.string().max(2_000).nullable(),
  }),
});
