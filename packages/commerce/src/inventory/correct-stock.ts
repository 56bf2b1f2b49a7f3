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
  /** Made once per dialog: a repeated request makes one correction. */
  requestId: string;
  /** Units on hand as the clerk saw them. */
  seenOnHand: number;
  /** Units that are really there. */
  onHand: number;
  reason: StockCorrectionReason;
  note: string;
  by: Actor;
}

/**
 * Sets the units on hand to the real number. STOCK_CHANGED when they have changed since the clerk loaded them, so that no
 * other change or sale is overwritten; STOCK_HELD when more units are reserved than that. VARIANT_NOT_FOUND,
 * REQUEST_ID_TAKEN.
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
