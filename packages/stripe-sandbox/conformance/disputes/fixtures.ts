import type { Shop } from "../../src/testing/open-shop.ts";
import { debit, ibans } from "../../src/testing/sepa.ts";

export const DAY_MS = 24 * 60 * 60 * 1000;

/** A paid charge that its owner's bank has just questioned: by a test card, after the half second that Stripe takes. */
export async function disputed(shop: Shop, card = "pm_card_createDispute", amount = 1999) {
  const intent = await shop.pay(card, { amount });
  await shop.control("POST", "/clock", { advanceMs: 1_000 });
  const { data } = await shop.stripe.disputes.list({ payment_intent: intent.id });
  const dispute = data[0];
  if (!dispute) throw new Error(`${card} opened no dispute`);
  return { dispute, intent, charge: String(intent.latest_charge) };
}

export const inquired = (shop: Shop) => disputed(shop, "pm_card_createDisputeInquiry");

/** A direct debit that the bank paid, and has just sent back. */
export async function debitSentBack(shop: Shop) {
  const { id } = await debit(shop, ibans.disputed);
  await shop.control("POST", "/clock", { advanceMs: 6_000 });
  const [dispute] = (await shop.stripe.disputes.list({ payment_intent: id })).data;
  if (!dispute) throw new Error("The bank opened no dispute");
  return dispute;
}

/** The types of the events that come after the dispute was opened. */
export async function historyAfter(shop: Shop, opening: string): Promise<string[]> {
  const types = await shop.history();
  return types.slice(types.lastIndexOf(opening) + 1);
}

export const opened = "charge.dispute.funds_withdrawn";

export const winning = { evidence: { uncategorized_text: "winning_evidence" } };

export const losing = { evidence: { uncategorized_text: "losing_evidence" } };

export const review = (shop: Shop) => shop.control("POST", "/clock", { advanceMs: 5_000 });
