import { setTimeout as pause } from "node:timers/promises";
import type { Db } from "../packages/db/src/index.ts";
import { openBuyer, type Steps } from "./buyer.ts";

/** What a crowd's whole checkouts took. */
export interface Run {
  ordersPerSecond: number;
  /** ms of each whole checkout, and of its steps. */
  totals: number[];
  steps: Steps[];
  /** ms from the last buyer's end until all orders are confirmed. */
  confirmedMs: number;
}

interface Crowd {
  url: string;
  stripe: { url: string; secretKey: string };
  db: Db;
}

/** Physical goods that can be bought at once, of which `least` units are there. */
export async function variantsOnSale(db: Db, least: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select v.id from variant v join product p on p.id = v.product_id join stock_level s on s.variant_id = v.id
    where p.published and not p.captures_on_shipment and (p.opens_at is null or p.opens_at < now()) and p.kind = 'physical'
      and s.on_hand - s.reserved >= ${least}::integer
    order by v.id`;
  return rows.map(({ id }) => id);
}

/** So many buyers at a time, until there are `count` orders and all are confirmed. Each buys one unit of one of the variants. */
export async function buyInCrowd(
  { url, stripe, db }: Crowd,
  { crowd, variants, count }: { crowd: number; variants: readonly string[]; count: number },
): Promise<Run> {
  const totals: number[] = [];
  const steps: Steps[] = [];
  let next = 0;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: crowd }, async () => {
      while (next < count) {
        const index = next++;
        const began = performance.now();
        const variantId = variants[index % variants.length] ?? "";
        steps.push(await openBuyer(url, { stripe, address: addressOf(index) }).buy(variantId));
        totals.push(performance.now() - began);
      }
    }),
  );
  const ended = performance.now();
  while ((await db.order.count({ where: { state: "processing" } })) > 0) await pause(20);
  const confirmed = performance.now();
  return {
    ordersPerSecond: (count / (confirmed - from)) * 1_000,
    totals,
    steps,
    confirmedMs: confirmed - ended,
  };
}

/** Customers of one network wait for each other, as its reservations are counted: these have one each. */
export function addressOf(index: number): string {
  return `198.${18 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`;
}
