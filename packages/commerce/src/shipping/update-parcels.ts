import type { UpdateParcels } from "@dualtrack/contract";
import { lockShippingZones, Prisma } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { outdatedVersion } from "../audit/outdated-version.ts";
import { type Facts, writeChanges } from "../audit/write-changes.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { readParcels } from "./get-parcels.ts";

/**
 * Saves who sends parcels, and the boxes; those that are missing are deleted. It holds for the next label. PARCELS_CHANGED.
 */
export function updateParcels(shop: Shop, update: UpdateParcels & { by: Actor }): Promise<void> {
  const { version, sender, boxes, by } = update;
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    await lockShippingZones(tx);
    const before = await readParcels(tx);
    if (before.version !== version)
      throw await outdatedVersion(tx, "PARCELS_CHANGED", { action: "shipping.update_parcels" });
    await tx.shippingSettings.update({
      where: { id: 1 },
      data: { sender: sender ?? Prisma.DbNull, parcelsVersion: { increment: 1 } },
    });
    await tx.shippingBox.deleteMany();
    await tx.shippingBox.createMany({ data: boxes.map((box, position) => ({ ...box, position })) });
    await writeChanges(unit, {
      action: "shipping.update_parcels",
      subject: "shipping",
      before: factsOf(before),
      after: factsOf({ sender, boxes }),
    });
  });
}

/** The values that the audit log compares, with one entry for each box. */
function factsOf({ sender, boxes }: Pick<UpdateParcels, "sender" | "boxes">): Facts {
  return {
    sender:
      sender === null ? null : [sender.name, ...Object.values(sender.address), sender.phone, sender.email],
    ...Object.fromEntries(
      boxes.map(({ name, lengthMm, widthMm, heightMm, weightGrams, maxWeightGrams }) => [
        `box ${name}`,
        { mm: [lengthMm, widthMm, heightMm], grams: weightGrams, atMostGrams: maxWeightGrams },
      ]),
    ),
  };
}
