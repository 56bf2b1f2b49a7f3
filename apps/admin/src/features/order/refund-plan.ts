import { formatMoney, type Money, type StaffRefundReason } from "@dualtrack/contract";
import { parseAmount } from "../../parse-amount.ts";
import type { OrderView } from "../../server/trpc.ts";
import { shopTime } from "../../shop-time.ts";
import { lineName, listGoods, payerName, remainingOf } from "./order-facts.ts";

export type RefundMode = "rest" | "lines" | "amount";

/** What the person chose in the dialog. */
export interface RefundChoice {
  mode: RefundMode;
  /** By the line's id; only for `lines`. */
  quantities: Record<string, number>;
  /** By the line's id; for `rest` and `lines`. */
  restock: Record<string, boolean>;
  withShipping: boolean;
  amountText: string;
  reason: StaffRefundReason;
  note: string;
}

export interface RefundPlan {
  /** In minor units; null while nothing is chosen yet. */
  amount: number | null;
  lines: { orderLineId: string; quantity: number; restock: boolean }[];
  /** The message about what is wrong with the choice. */
  problem: string | null;
}

type RefundedOrder = Pick<OrderView, "lines" | "shippingPaid" | "payment">;

export function firstChoice({ lines }: RefundedOrder): RefundChoice {
  return {
    mode: "rest",
    quantities: {},
    // Goods that are not shipped yet are still in stock.
    restock: Object.fromEntries(
      lines.map(({ id, stock, shippedQuantity }) => [id, shippedQuantity === 0 && stock !== null]),
    ),
    withShipping: false,
    amountText: "",
    reason: "requested_by_customer",
    note: "",
  };
}

/** The request that the choice would send. */
export function planRefund(order: RefundedOrder, choice: RefundChoice): RefundPlan {
  const left = order.payment?.refundable ?? { amount: 0, currency: "eur" };
  const chosen = order.lines
    .map((line) => ({ line, quantity: quantityOf(line, choice) }))
    .filter(({ quantity }) => quantity > 0);
  const lines = chosen.map(({ line, quantity }) => ({
    orderLineId: line.id,
    quantity,
    restock: line.stock !== null && (choice.restock[line.id] ?? false),
  }));
  // Another person may have refunded it while the dialog was open.
  if (left.amount <= 0) return { amount: null, lines: [], problem: "Nothing is left to refund" };
  if (choice.mode === "rest") return { amount: left.amount, lines, problem: null };
  if (choice.mode === "amount") return planAmount(choice.amountText, left);

  const goods = chosen.reduce((sum, { line, quantity }) => sum + (line.refundAmounts[quantity] ?? 0), 0);
  const amount = goods + (choice.withShipping ? order.shippingPaid.amount : 0);
  if (amount === 0) return { amount: null, lines, problem: null };
  return { amount, lines, problem: overLimit(amount, left) };
}

function quantityOf(line: RefundedOrder["lines"][number], { mode, quantities }: RefundChoice): number {
  if (mode === "amount") return 0;
  const remaining = remainingOf(line);
  return mode === "rest" ? remaining : Math.min(quantities[line.id] ?? 0, remaining);
}

function planAmount(text: string, left: Money): RefundPlan {
  if (text.trim() === "") return { amount: null, lines: [], problem: null };
  const { amount, problem } = parseAmount(text, left.currency);
  if (amount === null) return { amount: null, lines: [], problem };
  if (amount === 0) return { amount: null, lines: [], problem: "An amount of nothing can't be refunded" };
  return { amount, lines: [], problem: overLimit(amount, left) };
}

function overLimit(amount: number, left: Money): string | null {
  if (amount <= left.amount) return null;
  const over = formatMoney({ amount: amount - left.amount, currency: left.currency });
  return `${over} more than what is left: ${formatMoney(left)}`;
}

/** What the refund will do, as one sentence. */
export function planSentence(order: RefundedOrder, { amount, lines }: RefundPlan): string {
  if (amount === null) return "Nothing is chosen yet.";
  const currency = order.payment?.refundable.currency ?? "eur";
  const refund = `Refund ${formatMoney({ amount, currency })} to ${payerName(order.payment)}`;
  const back = namedLines(order, lines, true);
  const notReturned = namedLines(order, lines, false);
  if (back !== "") return `${refund}, and put ${back} back in stock when that has succeeded.`;
  if (notReturned === "") return `${refund}. Stock stays as it is.`;
  const isStocked = ({ orderLineId }: { orderLineId: string }) =>
    order.lines.some(({ id, stock }) => id === orderLineId && stock !== null);
  return lines.some(isStocked) ? `${refund}. Nothing goes back in stock.` : `${refund}.`;
}

/**
 * What won't be shipped because of the refund, as a sentence; empty if that does not change. Refunded units count first
 * against those that are not shipped yet. Once all of the money is refunded, nothing ships any more.
 */
export function unshippedSentence(order: RefundedOrder, { amount, lines }: RefundPlan): string {
  const isAll = amount !== null && amount === order.payment?.refundable.amount;
  const unshipped = listGoods(
    order.lines
      .map((line) => {
        const refunded = lines.find(({ orderLineId }) => orderLineId === line.id)?.quantity ?? 0;
        const quantity = isAll ? line.openQuantity : Math.min(refunded, line.openQuantity);
        return { name: lineName(line), quantity };
      })
      .filter(({ quantity }) => quantity > 0),
  );
  return unshipped === "" ? "" : `No longer to be shipped: ${unshipped}.`;
}

/**
 * Which booked times the refund frees, as a sentence; empty if none. All units of a line must go back, or all money; what has begun
 * stays booked.
 */
export function freedSentence(
  order: RefundedOrder,
  { amount, lines }: RefundPlan,
  { timeZone, now }: { timeZone: string; now: number },
): string {
  const isAll = amount !== null && amount === order.payment?.refundable.amount;
  const times = order.lines.flatMap((line) => {
    const refunded = lines.find(({ orderLineId }) => orderLineId === line.id)?.quantity ?? 0;
    const { booking } = line;
    const isBooked = booking?.isFreed === false && Date.parse(booking.startsAt) > now;
    const isFreed = isBooked && (isAll || (refunded > 0 && refunded === remainingOf(line)));
    return isFreed ? [`“${lineName(line)}”, ${shopTime(booking.startsAt, timeZone)}`] : [];
  });
  return times.length === 0 ? "" : `Not booked any more when that has succeeded: ${times.join("; ")}.`;
}

function namedLines(order: RefundedOrder, lines: RefundPlan["lines"], restock: boolean): string {
  return listGoods(
    lines
      .filter((line) => line.restock === restock)
      .flatMap(({ orderLineId, quantity }) => {
        const line = order.lines.find(({ id }) => id === orderLineId);
        return line ? [{ name: lineName(line), quantity }] : [];
      }),
  );
}
