import { type DiscountKind, type DiscountStatus, formatMoney, type StaffRole } from "@dualtrack/contract";
import type { StaffDiscount } from "../../server/trpc.ts";
import type { Tone } from "../../ui/status.tsx";

export const statusBadges: Record<DiscountStatus, { tone: Tone; label: string }> = {
  active: { tone: "good", label: "Active" },
  scheduled: { tone: "info", label: "Scheduled" },
  ended: { tone: "none", label: "Ended" },
  paused: { tone: "idle", label: "Paused" },
};

export const kindLabels: Record<DiscountKind, string> = {
  percent: "A percentage off goods",
  amount: "An amount off goods",
  free_shipping: "Free shipping",
  buy_x_get_y: "Buy some, get some",
};

export function whyNotDiscounts(role: StaffRole): string | null {
  return role === "support" ? "Only an owner or a manager may change discounts." : null;
}

type Rule = Pick<StaffDiscount, "kind" | "percentBps" | "buyQuantity" | "getQuantity" | "amounts">;

/** On which goods, e.g. "on Vinyl, Tapes and 2 products"; empty: on all. */
export function scopeText({
  kind,
  products,
  categories,
}: Pick<StaffDiscount, "kind" | "products" | "categories">): string {
  if (products === null || kind === "free_shipping") return "";
  const named = categories.slice(0, 3).map(({ name }) => name);
  const more = categories.length - named.length;
  if (more > 0) named.push(more === 1 ? "1 more category" : `${more} more categories`);
  if (products.length > 0) named.push(products.length === 1 ? "1 product" : `${products.length} products`);
  return `on ${new Intl.ListFormat("en").format(named)}`;
}

/** E.g. "10 % off", "€5.00 off", "Buy 2, get 1 free". */
export function ruleText({ kind, percentBps, buyQuantity, getQuantity, amounts }: Rule): string {
  const percent = (percentBps ?? 0) / 100;
  if (kind === "percent") return `${percent} % off`;
  if (kind === "free_shipping") return "Free shipping";
  if (kind === "buy_x_get_y")
    return `Buy ${buyQuantity}, get ${getQuantity} ${percent === 100 ? "free" : `with ${percent} % off`}`;
  const each = amounts.flatMap(({ amount, currency }) =>
    amount === null ? [] : formatMoney({ amount, currency }),
  );
  return `${each.join(" or ")} off`;
}
