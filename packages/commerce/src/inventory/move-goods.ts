import type { GoodsMovementReason } from "@dualtrack/contract";
import { lockStock } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";

interface MoveGoods {
  checkoutId: string;
  /** Units that return to stock; negative: units that are taken out again, which must be free. */
  goods: readonly { variantId: string; quantity: number }[];
  /** The movement's reason. */
  reason: GoodsMovementReason;
  /** The member of staff; null: the shop itself. */
  staffName: string | null;
  /** The request's id, which is stored in the first movement. */
  requestId?: string;
}

/** Returns goods of an order to stock, or takes them out again. The caller holds the checkout's lock. */
export async function moveGoods(
  unit: UnitOfWork,
  { goods, requestId, ...details }: MoveGoods,
): Promise<void> {
  const { tx, now } = unit;
  const moving = goods.filter(({ quantity }) => quantity !== 0);
  const levels = await lockStock(
    tx,
    moving.map(({ variantId }) => variantId),
  );
  for (const [place, { variantId }] of levels.entries()) {
    const quantity = moving.find((piece) => piece.variantId === variantId)?.quantity ?? 0;
    const first = place === 0 && requestId !== undefined ? { requestId } : {};
    await tx.stockMovement.create({
      data: { ...details, ...first, variantId, kind: "return", quantity, createdAt: now },
    });
  }
}
