import type { Shop } from "../../src/testing/open-shop.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A payment on its way to the bank: three days later. It brings `net` of its currency. */
export async function paidOut(shop: Shop, more: Parameters<Shop["pay"]>[1] = {}) {
  const intent = await shop.pay("pm_card_visa", { amount: 10_000, capture_method: "automatic", ...more });
  await daysLater(shop, 3);
  const [payout] = (await shop.stripe.payouts.list()).data;
  if (payout === undefined) throw new Error("Nothing was paid out");
  return { intent, charge: String(intent.latest_charge), payout };
}

export const daysLater = (shop: Shop, days: number) => shop.sandbox.advance(days * DAY_MS);

/** What a payout consists of: each type with what it brought. */
export async function itemsOf(shop: Shop, payout: string) {
  const { data } = await shop.stripe.balanceTransactions.list({ payout, limit: 100 });
  return data.map(({ type, net }) => [type, net]);
}
