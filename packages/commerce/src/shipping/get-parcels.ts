import { type Sender, senderSchema } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import { lastChange } from "../audit/last-change.ts";
import type { Shop } from "../shop.ts";

/** Who sends parcels and in which boxes, and who changed it last. */
export async function getParcels(shop: Shop) {
  return {
    ...(await readParcels(shop.db)),
    /** Whether labels can be bought here: the carrier service has a key. */
    isConnected: shop.carrier !== null,
    changed: await lastChange(shop.db, { action: "shipping.update_parcels" }),
  };
}

/** Sender and boxes as staff have set them, the boxes in their order. */
export async function readParcels(tx: Tx) {
  const settings = await tx.shippingSettings.findUniqueOrThrow({
    where: { id: 1 },
    select: { sender: true, parcelsVersion: true },
  });
  const boxes = await tx.shippingBox.findMany({
    orderBy: [{ position: "asc" }, { id: "asc" }],
    omit: { position: true },
  });
  const sender: Sender | null = senderSchema.safeParse(settings.sender).data ?? null;
  return { version: settings.parcelsVersion, sender, boxes };
}
