import { takeUses } from "../discounts/discount-uses.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { type PricedLine, priceGoods } from "./price-goods.ts";

type Goods<Line extends PricedLine> = Parameters<typeof priceGoods<Line>>[1];
type Priced<Line extends PricedLine> = Awaited<ReturnType<typeof priceGoods<Line>>>;

/**
 * Reserves the uses of a checkout's discounts; those that it has are kept. If others have used up one meanwhile, the goods
 * are priced without it. Answers the price whose uses are all reserved. The caller holds the checkout's lock, or has just
 * created it. Refusals are those of `priceGoods`.
 */
export async function reserveUses<Line extends PricedLine>(
  unit: UnitOfWork,
  { checkoutId, goods, priced }: { checkoutId: string; goods: Goods<Line>; priced: Priced<Line> },
): Promise<Priced<Line>> {
  const usedUp: string[] = [];
  for (let current = priced; ; ) {
    const uses = current.price.discounts
      .filter(({ isUncounted }) => !isUncounted)
      .map(({ discountId, codeId }) => ({ discountId, codeId }));
    if (uses.length === 0) return current;
    const taken = await takeUses(unit, { checkoutId, uses });
    if (taken.length === 0) return current;
    usedUp.push(...taken);
    current = await priceGoods(unit.tx, { ...goods, discounts: { ...goods.discounts, usedUp } });
  }
}
