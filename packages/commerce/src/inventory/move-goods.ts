import type { GoodsMovementReason } from "@dualtrack/contract";
import { lockStock } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";

interface MoveGoods {
  checkoutId: string;
  /** Pieces that go back to stock; negative: they are taken out of it again, and so many are free. */
  goods: readonly { variantId: string; quantity: number }[];
  /** Why, as the movement says it. */
  reason: GoodsMovementReason;
  /** Who of the staff said so; null: the shop itself. */
  staffName: string | null;
  /** Of the staff's press; the first movement carries it. */
  requestId?: string;
}

/** Moves goods of an order between the packing table and the shelf. The caller holds the checkout's lock. */
export async function moveGoods(unit: UnitOfWork, { goods, requestId, ...also }: MoveGoods): Promise<void> {
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
      data: { ...also, ...first, variantId, kind: "return", quantity, createdAt: now },
    });
  }
}
