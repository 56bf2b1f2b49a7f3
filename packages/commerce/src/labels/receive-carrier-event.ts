import type { Prisma } from "@dualtrack/db";
import { queueJob } from "../jobs.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { type CarrierEventBody, trackerOf } from "./read-carrier-event.ts";

/**
 * Stores a verified event once, and queues its job in the same transaction. One that is not about a parcel is not stored: nothing would
 * be done with it.
 */
export async function receiveCarrierEvent(shop: Shop, event: CarrierEventBody): Promise<void> {
  const tracker = trackerOf(event);
  if (tracker === null) return;
  await transact(shop, "carrier", async ({ tx, now }) => {
    const { count } = await tx.carrierEvent.createMany({
      data: {
        id: event.id,
        description: event.description,
        carrierShipmentId: tracker.carrierShipmentId,
        status: tracker.status,
        statusAt: tracker.at,
        payload: event.result as Prisma.InputJsonObject,
        receivedAt: now,
      },
      skipDuplicates: true,
    });
    if (count === 1)
      await queueJob(tx, "handle-carrier-event", { eventId: event.id }, { key: `carrier-event:${event.id}` });
  });
}
