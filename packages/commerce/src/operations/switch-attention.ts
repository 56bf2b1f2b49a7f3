import { formatOrderNumber } from "@dualtrack/contract";
import { heldRefunds } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { listSwitches } from "../switches/list-switches.ts";

/** What is switched off, the longest first, and the refunds that wait for that. */
export async function switchAttention(shop: Shop, { examples: limit }: { examples: number }) {
  const [switches, held] = await Promise.all([listSwitches(shop), heldRefunds(shop.db, { limit })]);
  const off = switches
    .filter(({ isOn }) => !isOn)
    .toSorted((one, other) => (one.changed?.at ?? "").localeCompare(other.changed?.at ?? ""));
  const areRefundsOff = off.some(({ name }) => name === "automatic_refunds");
  return {
    switchedOff: {
      count: off.length,
      since: off.find(({ isFixed }) => !isFixed)?.changed?.at ?? null,
      examples: off.map(({ name, isFixed, limit: ofCheckouts, changed }) => ({
        ...{ name, isFixed, limit: ofCheckouts },
        by: isFixed ? null : (changed?.by ?? null),
      })),
    },
    heldRefunds: {
      count: areRefundsOff ? (held[0]?.count ?? 0) : 0,
      since: areRefundsOff ? (held[0]?.createdAt.toISOString() ?? null) : null,
      examples: (areRefundsOff ? held : []).map(({ refundId, orderNumber, amount, currency }) => ({
        refundId,
        number: orderNumber === null ? null : formatOrderNumber(orderNumber),
        money: { amount, currency },
      })),
    },
  };
}
