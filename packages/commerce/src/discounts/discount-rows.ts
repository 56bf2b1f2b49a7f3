import type { Prisma } from "@dualtrack/db";
import { inOrder } from "../categories/category-rows.ts";

/** What a discount is, without amounts, products, categories and codes. */
export const discountColumns = {
  id: true,
  name: true,
  kind: true,
  percentBps: true,
  buyQuantity: true,
  getQuantity: true,
  isAutomatic: true,
  isCombinable: true,
  isOnAllProducts: true,
  countries: true,
  isFirstOrderOnly: true,
  startsAt: true,
  endsAt: true,
  pausedAt: true,
  maxUses: true,
  maxUsesPerCustomer: true,
} as const satisfies Prisma.DiscountSelect;

export const inShopOrder = {
  orderBy: inOrder.map((by) => ({ category: by })),
} satisfies Prisma.Discount$categoriesArgs;

/** Everything that staff can change of a discount. */
export const discountRow = {
  ...discountColumns,
  version: true,
  createdAt: true,
  amounts: {
    orderBy: { currency: "asc" },
    select: { currency: true, amount: true, minSubtotalAmount: true },
  },
  products: { select: { product: { select: { id: true, title: true } } } },
  categories: {
    ...inShopOrder,
    select: { category: { select: { id: true, name: true } } },
  },
} as const satisfies Prisma.DiscountSelect;

export type StoredDiscount = Prisma.DiscountGetPayload<{ select: typeof discountRow }>;
