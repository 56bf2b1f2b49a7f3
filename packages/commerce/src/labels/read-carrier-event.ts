import { trackerStatuses } from "@dualtrack/contract";
import { z } from "zod";

const eventSchema = z.object({
  id: z.string().min(1).max(200),
  description: z.string().max(200),
  created_at: z.iso.datetime({ offset: true }).nullish(),
  result: z.looseObject({ object: z.string().nullish(), shipment_id: z.string().nullish() }),
});

const trackerSchema = z.object({
  object: z.literal("Tracker"),
  shipment_id: z.string(),
  /** A status that is not known yet says nothing. */
  status: z.enum(trackerStatuses).catch("unknown"),
  updated_at: z.iso.datetime({ offset: true }),
});

export type CarrierEventBody = z.output<typeof eventSchema>;

/** An event of EasyPost's; null if the text is none. */
export function readCarrierEvent(body: Uint8Array): CarrierEventBody | null {
  try {
    return eventSchema.parse(JSON.parse(Buffer.from(body).toString("utf8")));
  } catch {
    return null;
  }
}

/** What an event says of a parcel; null: it is about something else. */
export function trackerOf({ result }: Pick<CarrierEventBody, "result">) {
  const tracker = trackerSchema.safeParse(result).data;
  if (tracker === undefined) return null;
  const { shipment_id: carrierShipmentId, status, updated_at } = tracker;
  return { carrierShipmentId, status, at: new Date(updated_at) };
}
