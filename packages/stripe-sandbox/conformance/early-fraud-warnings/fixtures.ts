import type { Shop } from "../../src/testing/open-shop.ts";

/** A paid charge of which its bank has just warned. */
export async function warned(shop: Shop) {
  const intent = await shop.pay("pm_card_createIssuerFraudRecord");
  await shop.control("POST", "/clock", { advanceMs: 1_000 });
  const { data } = await shop.stripe.radar.earlyFraudWarnings.list({ payment_intent: intent.id });
  const warning = data[0];
  if (!warning) throw new Error("The bank did not warn");
  return { warning, intent, charge: String(intent.latest_charge) };
}
