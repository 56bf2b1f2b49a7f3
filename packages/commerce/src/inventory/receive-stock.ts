import { lockStock, type Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { refuseTakenId } from "../request-id.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

interface ReceiveStock {
  /** Made once per dialog: a repeated request makes one delivery. */
  requestId: string;
  /** Each variant at most once. */
  lines: { variantId: string; quantity: number }[];
  note: string;
  by: Actor;
}

/**
 * Adds a delivery to the stock, all lines or none. Each line makes a movement, and an audit entry for its SKU.
 * VARIANT_NOT_FOUND, REQUEST_ID_TAKEN.
 */
export async function receiveStock(
  shop: Shop,
  { requestId, lines, note, by }: ReceiveStock,
): Promise<{ units: number }> {
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  await transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const levels = await lockStock(
      tx,
      lines.map(({ variantId }) => variantId),
    );
    if (levels.length !== lines.length) throw new DomainError("VARIANT_NOT_FOUND", {});
    if (await isRecorded(tx, { requestId, kind: "receive", variantId: levels[0]?.variantId })) return;
    const skus = await skusOf(tx, levels);
    for (const [place, { variantId, onHand }] of levels.entries()) {
      const quantity = lines.find((line) => line.variantId === variantId)?.quantity ?? 0;
      const movement = {
        data: {
          variantId,
          kind: "receive" as const,
          quantity,
          note: note === "" ? null : note,
          staffName: by.name,
          requestId: place === 0 ? requestId : null,
          createdAt: now,
        },
      };
      await tx.stockMovement.create(movement).catch(refuseTakenId);
      await writeAudit(unit, {
        action: "stock.receive",
        subject: skus.get(variantId) ?? variantId,
        before: { onHand },
        after: { onHand: onHand + quantity, quantity, note },
      });
    }
  });
  return { units };
}

interface Request {
  requestId: string;
  kind: "receive" | "adjust";
  /** The variant whose movement stores the id. */
  variantId: string | undefined;
}

/** Whether this request was done before. The caller has locked its stock rows. REQUEST_ID_TAKEN. */
export async function isRecorded(tx: Tx, { requestId, kind, variantId }: Request): Promise<boolean> {
  const done = await tx.stockMovement.findUnique({
    where: { requestId },
    select: { kind: true, variantId: true },
  });
  if (done !== null && (done.kind !== kind || done.variantId !== variantId))
    throw new DomainError("REQUEST_ID_TAKEN", {});
  return done !== null;
}

async function skusOf(tx: Tx, levels: { variantId: string }[]): Promise<Map<string, string>> {
  const variants = await tx.variant.findMany({
    where: { id: { in: levels.map(({ variantId }) => variantId) } },
    select: { id: true, sku: true },
  });
  return new Map(variants.map(({ id, sku }) => [id, sku]));
}
