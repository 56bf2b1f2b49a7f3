import type { Shop } from "../../packages/commerce/src/index.ts";
import { aResource, aService } from "../../packages/testkit/src/test-service.ts";
import { digitalVariant, stockedVariant } from "../../packages/testkit/src/test-shop.ts";

const hourMs = 60 * 60_000;

/** What the customers of a run fight for. */
export interface Goods {
  /** Goods of which there are fewer than people want. */
  records: readonly string[];
  /** A file without limit. */
  file: string;
  /** So many copies of a file, and no more. */
  copies: string;
  /** Places in one lesson, and the times of an only room. */
  lesson: string;
  room: string;
  /** When lesson and room can be booked. */
  times: readonly string[];
  /** Charged when it ships. */
  preOrder: string;
  /** Ten percent; a tenth for so many; all of it, so that nothing is due; and one for a single customer. */
  codes: { percent: string; limited: string; free: string; single: readonly string[] };
  currencies: readonly string[];
}

/** The address of whoever lives there. */
export const addresses: Readonly<Record<string, { city: string; postalCode: string; state: string }>> = {
  AT: { city: "Wien", postalCode: "1010", state: "" },
  DE: { city: "Berlin", postalCode: "10115", state: "" },
  FR: { city: "Paris", postalCode: "75001", state: "" },
  US: { city: "Portland", postalCode: "97201", state: "OR" },
};

/** Puts them into a shop with the demo's zones and taxes, in a number that many customers fall short of. */
export async function addGoods(shop: Shop, { customers }: { customers: number }): Promise<Goods> {
  const { db, clock } = shop;
  const now = clock.now();
  const onHand = Math.max(6, Math.round(customers / 8));
  const records: string[] = [];
  for (let place = 0; place < 3; place += 1)
    records.push(await stockedVariant(shop, { onHand, price: 1_990 + 500 * place }));
  const file = await digitalVariant(shop);
  const copies = await digitalVariant(shop, { copies: onHand, price: 500 });
  const lesson = await aService(shop, { resourceIds: [await aResource(shop)], capacity: 4 });
  const room = await aService(shop, { resourceIds: [await aResource(shop)], price: 6_000 });
  const preOrder = await stockedVariant(shop, { onHand: 2 * onHand, price: 2_500 });
  await db.variant.update({
    where: { id: preOrder },
    data: { product: { update: { capturesOnShipment: true } } },
  });
  const offered = { priceStep: 1, priceEnding: 0, rateSource: "manual" as const, countries: [] };
  for (const [position, [currency, rate]] of (
    [
      ["usd", "1.10"],
      ["gbp", "0.85"],
    ] as const
  ).entries()) {
    await db.offeredCurrency.create({ data: { ...offered, currency, position: position + 1 } });
    await db.exchangeRate.create({
      data: { origin: "manual", baseCurrency: "eur", currency, rate, asOf: now, recordedAt: now },
    });
  }
  const single = Array.from(
    { length: Math.max(1, Math.round(customers / 40)) },
    (_, place) => `ONLYONE${place}`,
  );
  const discount = (name: string, percentBps: number, codes: readonly string[], limits: object = {}) =>
    db.discount.create({
      data: {
        ...{ name, kind: "percent", percentBps, createdAt: now },
        ...limits,
        codes: { create: codes.map((code) => ({ code, createdAt: now })) },
      },
    });
  await discount("Ten percent", 1_000, ["TENPERCENT"]);
  await discount("For some", 2_000, ["FORSOME"], { maxUses: Math.max(2, Math.round(customers / 20)) });
  await discount("For nothing", 10_000, ["FORNOTHING"]);
  for (const code of single) await discount(code, 1_500, [code], { maxUses: 1 });
  await db.shopSettings.update({ where: { id: 1 }, data: { paymentPage: "choice" } });
  const first = Math.ceil(now.getTime() / hourMs) * hourMs + 48 * hourMs;
  return {
    ...{ records, file, copies, lesson, room, preOrder },
    times: Array.from({ length: Math.max(3, Math.round(customers / 20)) }, (_, hour) =>
      new Date(first + hour * hourMs).toISOString(),
    ),
    codes: { percent: "TENPERCENT", limited: "FORSOME", free: "FORNOTHING", single },
    currencies: ["usd", "gbp"],
  };
}
