import { z } from "zod";
import { type CarrierRate, type CarrierShipment, carrierRefundStatuses } from "../carrier-api.ts";
import { readAmount } from "./read-amount.ts";

const rateSchema = z
  .object({
    id: z.string(),
    carrier: z.string(),
    service: z.string(),
    rate: z.string(),
    currency: z.string().length(3).toLowerCase(),
    delivery_days: z.number().nullish(),
    est_delivery_days: z.number().nullish(),
  })
  .transform(
    ({ rate, delivery_days, est_delivery_days, ...known }): CarrierRate => ({
      ...known,
      amount: readAmount(rate, known.currency),
      days: delivery_days ?? est_delivery_days ?? null,
    }),
  );

const shipmentSchema = z.object({
  id: z.string(),
  rates: z.array(rateSchema),
  messages: z.array(z.object({ carrier: z.string().nullish(), message: z.unknown() })).nullish(),
  selected_rate: rateSchema.nullish(),
  postage_label: z.object({ label_url: z.string(), label_pdf_url: z.string().nullish() }).nullish(),
  tracking_code: z.string().nullish(),
  tracker: z.object({ public_url: z.string().nullish() }).nullish(),
  refund_status: z.enum(carrierRefundStatuses).nullish().catch(null),
});

/**
 * Reads a shipment as EasyPost answers it. Throws if it is none.
 * @see https://docs.easypost.com/docs/shipments
 */
export function readShipment(answer: unknown): CarrierShipment {
  const { messages, selected_rate, postage_label, tracking_code, tracker, ...known } =
    shipmentSchema.parse(answer);
  const isBought = selected_rate != null && postage_label != null && tracking_code != null;
  return {
    id: known.id,
    rates: known.rates.toSorted((a, b) => a.amount - b.amount),
    messages: (messages ?? []).map(({ carrier, message }) => `${carrier ?? "A carrier"}: ${textOf(message)}`),
    label: isBought
      ? {
          rate: selected_rate,
          trackingNumber: tracking_code,
          trackingUrl: httpsOnly(tracker?.public_url ?? null),
          pdfUrl: postage_label.label_pdf_url ?? postage_label.label_url,
        }
      : null,
    refundStatus: known.refund_status ?? null,
  };
}

/** Some carriers answer objects. */
function textOf(message: unknown): string {
  return (typeof message === "string" ? message : JSON.stringify(message)).slice(0, 300);
}

function httpsOnly(url: string | null): string | null {
  return url?.startsWith("https://") ? url : null;
}
