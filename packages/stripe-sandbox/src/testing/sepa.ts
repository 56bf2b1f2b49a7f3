import type Stripe from "stripe";
import type { Shop } from "./open-shop.ts";

/** Published test IBANs. https://docs.stripe.com/testing#sepa-direct-debit */
export const ibans = {
  succeeds: "AT611904300234573201",
  succeedsLate: "AT321904300235473204",
  fails: "AT861904300235473202",
  failsLate: "AT051904300235473205",
  disputed: "AT591904300235473203",
  insufficientFunds: "AT981904300002222227",
  british: "GB82WEST12345698765432",
} as const;

export const owner = { name: "Ada Lovelace", email: "ada@example.com" };

/** A customer's permission, as a server passes it on. */
export const mandateData = {
  customer_acceptance: {
    type: "online",
    online: { ip_address: "127.0.0.1", user_agent: "a browser" },
  },
} as const;

/** A bank account that nobody has used yet. */
export const account = ({ stripe }: Shop, iban: string = ibans.succeeds) =>
  stripe.paymentMethods.create({ type: "sepa_debit", sepa_debit: { iban }, billing_details: owner });

/** A payment in euros by direct debit, confirmed by the server: the bank has not decided yet. */
export async function debit(
  shop: Shop,
  iban: string = ibans.succeeds,
  more: Partial<Stripe.PaymentIntentCreateParams> = {},
) {
  const { id } = await account(shop, iban);
  return shop.pay(id, { currency: "eur", mandate_data: mandateData, ...more });
}
