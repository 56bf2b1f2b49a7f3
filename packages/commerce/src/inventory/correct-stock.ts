import type { StockCorrectionReason } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { refuseTakenId } from "../request-id.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { lockLevel } from "./lock-level.ts";
import { isRecorded } from "./receive-stock.ts";

interface CorrectStock {
  variantId: string;
  /** Made once per dialog: sending it twice is one correction. */
  requestId: string;
  /** What was on hand as the clerk saw it. */
  seenOnHand: number;
  /** What is really there. */
  onHand: number;
  reason: StockCorrectionReason;
  note: string;
  by: Actor;
}

/**
 * Staff set what is on hand to what is really there. Refused when it has changed since they looked, so that two
 * people don't overwrite each other and a sale in between is not undone; and when customers hold more than that, so
 * that nobody loses what they are paying for. VARIANT_NOT_FOUND, STOCK_CHANGED, STOCK_HELD, REQUEST_ID_TAKEN.
 */
export async function correctStock(
  shop: Shop,
  { variantId, requestId, seenOnHand, onHand, reason, note, by }: CorrectStock,
): Promise<{ onHand: number }> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const level = await lockLevel(tx, variantId);
    if (await isRecorded(tx, { requestId, kind: "adjust", variantId })) return { onHand };
    const { reserved: held } = level;
    if (level.onHand !== seenOnHand)
      throw new DomainError("STOCK_CHANGED", { seen: seenOnHand, onHand: level.onHand, held });
    if (onHand < held) throw new DomainError("STOCK_HELD", { wanted: onHand, onHand: level.onHand, held });

    const quantity = onHand - level.onHand;
    const movement = {
      data: {
        variantId,
        kind: "adjust" as const,
        quantity,
        reason,
        note: note === "" ? null : note,
        staffName: by.name,
        requestId,
        createdAt: now,
      },
    };
    await tx.stockMovement.create(movement).catch(refuseTakenId);
    await writeAudit(unit, {
      action: "stock.correct",
      subject: level.sku,
      before: { onHand: level.onHand },
      after: { onHand, quantity, reason, note },
    });
    return { onHand };
  });
}
