import { formatMoney } from "@dualtrack/contract";
import type { StaffDiscount } from "../../server/trpc.ts";

/**
 * What orders have brought: in the base currency; what was charged, where that is not the same; and what has no rate. Null: there
 * are no orders. E.g. "€45.40 (€21.40 + ¥3,877)".
 */
export function revenueText({ base, charged, withoutRate }: StaffDiscount["revenue"]): string | null {
  if (charged.length === 0) return null;
  const list = (amounts: typeof charged) => amounts.map((money) => formatMoney(money)).join(" + ");
  const isMixed = charged.some(({ currency }) => currency !== base.currency);
  return [
    formatMoney(base),
    isMixed ? ` (${list(charged)})` : "",
    withoutRate.length > 0 ? `, without ${list(withoutRate)}: no rate` : "",
  ].join("");
}
