import { allocate } from "../pricing/allocate.ts";
import type { ChosenDiscount, DiscountedLine, DiscountRule } from "./discount-rule.ts";

interface Cart {
  lines: readonly DiscountedLine[];
  /** What shipping costs without discounts, in minor units. */
  shippingAmount: number;
  /** Amounts are multiples of so many minor units. */
  step: number;
}

type CartInSteps = Omit<Cart, "step">;

/** The kinds in the order in which they are applied: each to what those before it have left. */
const order = ["buy_x_get_y", "percent", "amount", "free_shipping"] as const satisfies DiscountRule["kind"][];

/**
 * Chooses the discounts of a cart and what each takes off: all combinable ones together, or one of the others alone, whichever takes off most (the combinable
 * ones, if it is the same). Kinds are applied in the order buy X get Y, percent, amount, free shipping; of one kind, the older
 * discount first, as ids are in order of time. The order of the rules does not matter. A discount that takes off nothing is left
 * out.
 */
export function chooseDiscounts(
  rules: readonly DiscountRule[],
  { lines, shippingAmount, step }: Cart,
): ChosenDiscount[] {
  // Lines are taken in an order of their own, as among equal ones the first gets the odd cent, which changes later bases.
  const places = [...lines.keys()].toSorted((a, b) => compareLines(lines[a], lines[b]) || a - b);
  const inSteps = (amount: number) => Math.floor(amount / step);
  const cart = {
    lines: places
      .flatMap((place) => lines[place] ?? [])
      .map((line) => ({ ...line, unitAmount: inSteps(line.unitAmount) })),
    shippingAmount: inSteps(shippingAmount),
  };
  const rulesInSteps = rules.map((rule) => ({ ...rule, amount: inSteps(rule.amount) }));
  return bestOf(rulesInSteps, cart).map(({ discountId, lineAmounts, shippingAmount: ofShipping }) => ({
    discountId,
    shippingAmount: ofShipping * step,
    lineAmounts: lines.map((_, place) => (lineAmounts[places.indexOf(place)] ?? 0) * step),
  }));
}

function compareLines(a: DiscountedLine | undefined, b: DiscountedLine | undefined): number {
  if (a === undefined || b === undefined) return 0;
  if (a.productId !== b.productId) return a.productId < b.productId ? -1 : 1;
  return a.unitAmount - b.unitAmount || a.quantity - b.quantity;
}

function bestOf(rules: readonly DiscountRule[], cart: CartInSteps): ChosenDiscount[] {
  const sorted = rules.toSorted(
    (a, b) =>
      order.indexOf(a.kind) - order.indexOf(b.kind) ||
      (a.discountId < b.discountId ? -1 : a.discountId > b.discountId ? 1 : 0),
  );
  const combined = applyAll(
    sorted.filter(({ isCombinable }) => isCombinable),
    cart,
  );
  const alternatives = sorted
    .filter(({ isCombinable }) => !isCombinable)
    .map((rule) => applyAll([rule], cart));
  return [combined, ...alternatives].reduce((best, each) => (savedBy(each) > savedBy(best) ? each : best));
}

function applyAll(rules: readonly DiscountRule[], { lines, shippingAmount }: CartInSteps): ChosenDiscount[] {
  let left = lines.map(({ unitAmount, quantity }) => unitAmount * quantity);
  let shippingLeft = shippingAmount;
  const applied: ChosenDiscount[] = [];
  for (const rule of rules) {
    const ofShipping = rule.kind === "free_shipping" ? shippingLeft : 0;
    const lineAmounts = offLines(rule, lines, left);
    left = left.map((rest, index) => rest - (lineAmounts[index] ?? 0));
    shippingLeft -= ofShipping;
    const each = { discountId: rule.discountId, lineAmounts, shippingAmount: ofShipping };
    if (savedBy([each]) > 0) applied.push(each);
  }
  return applied;
}

function savedBy(applied: readonly ChosenDiscount[]): number {
  return applied.reduce(
    (sum, { lineAmounts, shippingAmount }) =>
      sum + shippingAmount + lineAmounts.reduce((ofLines, amount) => ofLines + amount, 0),
    0,
  );
}

/** What a rule takes off each line, of which `left` is what those before it have left. */
function offLines(rule: DiscountRule, lines: readonly DiscountedLine[], left: readonly number[]): number[] {
  const isOn = ({ productId }: DiscountedLine) => rule.productIds?.has(productId) ?? true;
  const weights = left.map((rest, index) => (lines[index] && isOn(lines[index]) ? rest : 0));
  const base = weights.reduce((sum, weight) => sum + weight, 0);
  if (rule.kind === "free_shipping" || base === 0) return lines.map(() => 0);
  if (rule.kind === "percent") return allocate(shareOf(base, rule.percentBps), weights);
  if (rule.kind === "amount") return allocate(Math.min(rule.amount, base), weights);
  // A line that another discount of this kind has taken something off is in no second group.
  const isWhole = (line: DiscountedLine, index: number) => left[index] === line.unitAmount * line.quantity;
  return offGroups(rule, lines, (line, index) => isOn(line) && isWhole(line, index));
}

/**
 * Of the units, the dearest first, each complete group of `buyQuantity + getQuantity` has its cheapest `getQuantity` discounted.
 */
function offGroups(
  { buyQuantity, getQuantity, percentBps }: DiscountRule,
  lines: readonly DiscountedLine[],
  isOn: (line: DiscountedLine, index: number) => boolean,
): number[] {
  const units = lines
    .flatMap((line, index) =>
      isOn(line, index)
        ? Array.from({ length: line.quantity }, () => ({ index, unitAmount: line.unitAmount }))
        : [],
    )
    .toSorted((a, b) => b.unitAmount - a.unitAmount);
  const size = buyQuantity + getQuantity;
  const amounts = lines.map(() => 0);
  for (const [place, { index, unitAmount }] of units.entries()) {
    const isInGroup = place < units.length - (units.length % size);
    if (isInGroup && place % size >= buyQuantity)
      amounts[index] = (amounts[index] ?? 0) + shareOf(unitAmount, percentBps);
  }
  return amounts;
}

/** A share in hundredths of a percent, rounded half up. */
function shareOf(amount: number, bps: number): number {
  return Number((BigInt(amount) * BigInt(bps) + 5_000n) / 10_000n);
}
