import type { DiscountRefusal } from "@dualtrack/contract";
import { customerHistory, type Prisma, type Tx } from "@dualtrack/db";
import { discountColumns, inShopOrder } from "./discount-rows.ts";
import type { DiscountedLine, DiscountRule } from "./discount-rule.ts";

/** A cart at its destination, as far as it is known. */
export interface DiscountedCart {
  /** ISO 4217, lower case. */
  currency: string;
  lines: readonly DiscountedLine[];
  /** ISO 3166-1 alpha-2; null: not known yet. */
  country: string | null;
  /** As `customerKey` writes it; null: not known yet. */
  customer: string | null;
  /** Codes that the customer has entered, normalised. */
  codes: readonly string[];
  /** Checkouts of the same customer whose uses do not count against the limits: what they reserve is for this cart. */
  ownCheckoutIds: readonly string[];
  /** Ids of discounts that were used up a moment ago. */
  usedUp?: readonly string[];
  at: Date;
}

/** A discount that may be applied to the cart. */
interface FoundDiscount extends DiscountRule {
  name: string;
  /** Their names, if it is on the products of categories only. */
  categories: string[];
  /** Null: without a code. */
  code: { id: string; code: string } | null;
}

export interface FoundDiscounts {
  discounts: FoundDiscount[];
  /** Codes that can't be applied. */
  refused: { code: string; refusal: DiscountRefusal }[];
}

/** The automatic discounts that hold for a cart, and those of its codes; codes that don't hold, with the reason. */
export async function findDiscounts(tx: Tx, cart: DiscountedCart): Promise<FoundDiscounts> {
  const inCart = { productId: { in: cart.lines.map(({ productId }) => productId) } };
  const rows = await tx.discount.findMany({
    where: {
      OR: [{ isAutomatic: true, pausedAt: null }, { codes: { some: { code: { in: [...cart.codes] } } } }],
    },
    select: {
      ...discountFields,
      amounts: { where: { currency: cart.currency } },
      products: { select: { productId: true } },
      categories: { ...inShopOrder, select: categoryFields(inCart) },
      codes: { where: { code: { in: [...cart.codes] } }, select: codeFields },
    },
  });
  const found: FoundDiscounts = { discounts: [], refused: [] };
  for (const code of cart.codes)
    if (!rows.some((row) => row.codes.some((each) => each.code === code)))
      found.refused.push({ code, refusal: { reason: "unknown" } });
  const history = rows.some(needsHistory) ? await readHistory(tx, cart) : null;
  for (const row of rows) {
    // Of several codes of one discount the first that can still be used counts.
    const counting =
      row.codes.find(({ id }) => id === history?.own.get(row.id)) ??
      row.codes.find((code) => !isUsedUp(code)) ??
      row.codes[0] ??
      null;
    const refusal = refusalOf(row, counting, { cart, history });
    if (refusal === null) found.discounts.push(ruleOf(row, counting));
    for (const { id, code } of row.codes) {
      if (refusal !== null) found.refused.push({ code, refusal });
      else if (counting !== null && id !== counting.id)
        found.refused.push({ code, refusal: { reason: "same_discount", code: counting.code } });
    }
  }
  return found;
}

const discountFields = { ...discountColumns, uses: true } as const satisfies Prisma.DiscountSelect;

/** A category's name, and those of the cart's products that are in it: of all of its products there may be thousands. */
function categoryFields(inCart: Prisma.ProductCategoryWhereInput) {
  const products = { where: inCart, select: { productId: true } } as const;
  return {
    category: { select: { name: true, products } },
  } as const satisfies Prisma.DiscountCategorySelect;
}

const codeFields = { id: true, code: true, maxUses: true, uses: true } as const;

type DiscountRow = Prisma.DiscountGetPayload<{
  select: typeof discountFields & {
    amounts: true;
    products: { select: { productId: true } };
    categories: { select: ReturnType<typeof categoryFields> };
    codes: { select: typeof codeFields };
  };
}>;

type CodeRow = DiscountRow["codes"][number];

function ruleOf(row: DiscountRow, code: CodeRow | null): FoundDiscount {
  return {
    discountId: row.id,
    name: row.name,
    kind: row.kind,
    percentBps: row.percentBps ?? 0,
    amount: row.amounts[0]?.amount ?? 0,
    buyQuantity: row.buyQuantity ?? 0,
    getQuantity: row.getQuantity ?? 0,
    isCombinable: row.isCombinable,
    productIds: productIdsOf(row),
    categories: row.products.length > 0 ? [] : row.categories.map(({ category }) => category.name),
    code: code && { id: code.id, code: code.code },
  };
}

function productIdsOf({ isOnAllProducts, products, categories }: DiscountRow): Set<string> | null {
  if (isOnAllProducts) return null;
  const all = [...products, ...categories.flatMap(({ category }) => category.products)];
  return new Set(all.map(({ productId }) => productId));
}

/** Whether it is limited by more than its own fields. */
function needsHistory({ isFirstOrderOnly, maxUsesPerCustomer, ...row }: DiscountRow): boolean {
  return isFirstOrderOnly || maxUsesPerCustomer !== null || isUsedUp(row) || row.codes.some(isUsedUp);
}

function isUsedUp({ maxUses, uses }: { maxUses: number | null; uses: number }): boolean {
  return maxUses !== null && uses >= maxUses;
}

/** What counts against a discount's limits, beside its own counters. */
interface History {
  /** Whether the customer has bought before. */
  hasOrdered: boolean;
  /** The customer's uses in other checkouts, by discount. */
  uses: ReadonlyMap<string, number>;
  /** The codes of the discounts that the checkout itself has reserved. */
  own: ReadonlyMap<string, string | null>;
}

async function readHistory(tx: Tx, { customer, ownCheckoutIds }: DiscountedCart): Promise<History> {
  const own =
    ownCheckoutIds.length === 0
      ? []
      : await tx.discountUse.findMany({
          where: { checkoutId: { in: [...ownCheckoutIds] }, state: { in: ["reserved", "committed"] } },
          select: { discountId: true, codeId: true },
        });
  const before =
    customer === null
      ? { hasOrdered: false, uses: [] }
      : await customerHistory(tx, { customerKey: customer, except: ownCheckoutIds });
  return {
    hasOrdered: before.hasOrdered,
    uses: new Map(before.uses.map(({ discountId, count }) => [discountId, count])),
    own: new Map(own.map(({ discountId, codeId }) => [discountId, codeId])),
  };
}

function refusalOf(
  row: DiscountRow,
  code: CodeRow | null,
  { cart, history }: { cart: DiscountedCart; history: History | null },
): DiscountRefusal | null {
  const { currency, country, lines, at } = cart;
  if (row.pausedAt !== null) return { reason: "paused" };
  if (row.startsAt !== null && at < row.startsAt)
    return { reason: "not_started", startsAt: row.startsAt.toISOString() };
  if (row.endsAt !== null && at >= row.endsAt) return { reason: "ended", endsAt: row.endsAt.toISOString() };
  const isOwn = history?.own.has(row.id) ?? false;
  const isOwnCode = isOwn && history?.own.get(row.id) === (code?.id ?? null);
  if (cart.usedUp?.includes(row.id)) return { reason: "used_up" };
  if ((isUsedUp(row) && !isOwn) || (code !== null && isUsedUp(code) && !isOwnCode))
    return { reason: "used_up" };
  if (row.countries.length > 0 && country !== null && !row.countries.includes(country))
    return { reason: "country", country };
  const [amounts] = row.amounts;
  if (row.kind === "amount" && (amounts?.amount ?? null) === null) return { reason: "currency", currency };
  const subtotal = lines.reduce((sum, { unitAmount, quantity }) => sum + unitAmount * quantity, 0);
  const min = amounts?.minSubtotalAmount ?? null;
  if (min !== null && subtotal < min) return { reason: "below_minimum", min: { amount: min, currency } };
  const others = history?.uses.get(row.id) ?? 0;
  if (row.isFirstOrderOnly && (history?.hasOrdered || others > 0)) return { reason: "not_first_order" };
  if (row.maxUsesPerCustomer !== null && others >= row.maxUsesPerCustomer)
    return { reason: "used_by_customer" };
  return null;
}
