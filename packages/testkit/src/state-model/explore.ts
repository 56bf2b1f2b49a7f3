import { type Rule, rules } from "./rules.ts";
import { firstSale, isLive, isSold, type Sale, saleKey } from "./sale.ts";

interface Transition {
  rule: Rule;
  from: Sale;
  to: Sale;
}

export interface StateSpace {
  /** By key; each was reached by the transitions. */
  sales: ReadonlyMap<string, Sale>;
  transitions: readonly Transition[];
}

/** All that the rules can make of a new checkout. */
export function exploreSales(): StateSpace {
  const sales = new Map([[saleKey(firstSale), firstSale]]);
  const transitions: Transition[] = [];
  for (const from of sales.values())
    for (const rule of rules) {
      if (!rule.when(from)) continue;
      const to = { ...from, ...rule.makes(from) };
      if (saleKey(to) === saleKey(from)) continue;
      transitions.push({ rule, from, to });
      if (!sales.has(saleKey(to))) sales.set(saleKey(to), to);
    }
  return { sales, transitions };
}

/** Combinations that must never be in the database, with the reason. */
export const forbidden: readonly [reason: string, is: (sale: Sale) => boolean][] = [
  [
    "sold without money",
    (sale) =>
      isSold(sale) &&
      !["authorized", "succeeded", "not_required"].includes(sale.payment) &&
      !(sale.hasShipped && sale.payment === "canceled"),
  ],
  ["sold without its goods", (sale) => isSold(sale) && sale.reservation !== "committed"],
  ["sold, and the checkout goes on", (sale) => isSold(sale) && sale.checkout !== "completed"],
  [
    "goods taken without an order",
    ({ reservation, order }) =>
      reservation === "committed" && !["confirmed", "completed", "cancelled"].includes(order),
  ],
  ["goods reserved by an ended checkout", (sale) => sale.reservation === "held" && !isLive(sale)],
  ["a live checkout that reserves nothing", (sale) => isLive(sale) && sale.reservation !== "held"],
  [
    "paid, with neither an order nor money on its way back",
    (sale) =>
      sale.payment === "succeeded" &&
      !isSold(sale) &&
      sale.refund === "none" &&
      sale.dispute !== "lost" &&
      sale.dispute !== "taken",
  ],
  [
    "paid, and the customer sees that it is not",
    ({ payment, order }) => payment === "succeeded" && ["none", "processing", "failed"].includes(order),
  ],
  ["money of no payment goes back", ({ payment, refund }) => refund !== "none" && payment !== "succeeded"],
  ["a dispute about no payment", ({ payment, dispute }) => dispute !== "none" && payment !== "succeeded"],
  ["shipped without having been sold", (sale) => sale.hasShipped && !isSold(sale)],
];

/** Nothing has to happen any more. */
function isOver(sale: Sale): boolean {
  if (isLive(sale)) return false;
  if (["requested", "pending", "failed"].includes(sale.refund)) return false;
  if (sale.dispute === "taken" || sale.dispute === "inquiry") return false;
  if (sale.order === "processing" || sale.payment === "authorized" || sale.payment === "processing")
    return false;
  return true;
}

/** The sales from which none that is over can be reached. */
export function deadEnds({ sales, transitions }: StateSpace): Sale[] {
  const good = new Set([...sales.values()].filter(isOver).map(saleKey));
  for (let before = -1; before !== good.size; ) {
    before = good.size;
    for (const { from, to } of transitions) if (good.has(saleKey(to))) good.add(saleKey(from));
  }
  return [...sales].filter(([key]) => !good.has(key)).map(([, sale]) => sale);
}
