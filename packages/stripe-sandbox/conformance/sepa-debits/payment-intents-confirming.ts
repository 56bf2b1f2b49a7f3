import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { account, debit, ibans } from "../../src/testing/sepa.ts";
import { checksOf } from "../check.ts";
import { chargeOf, inEuros } from "./fixtures.ts";

export const paymentIntentsConfirming = checksOf("POST /v1/payment_intents/{id}/confirm", {
  results: {
    "takes the confirming browser's consent for the mandate": async (shop) => {
      const { id: method } = await account(shop);
      const { id, client_secret } = await shop.stripe.paymentIntents.create(inEuros);
      const form = `payment_method=${method}&client_secret=${client_secret}&mandate_data[customer_acceptance][type]=online&mandate_data[customer_acceptance][online][infer_from_client]=true`;
      const answer = await shop.call("POST", `/v1/payment_intents/${id}/confirm`, {
        form,
        key: shop.sandbox.publishableKey,
      });
      expect(answer).toMatchObject({ status: 200, body: { status: "processing" } });
    },
    "debits a saved account again without a new mandate": async (shop) => {
      const { id: customer } = await shop.stripe.customers.create();
      const first = await debit(shop, ibans.succeeds, { customer, setup_future_usage: "off_session" });
      const charge = await chargeOf(shop, first.id);
      const again = await shop.pay(String(first.payment_method), {
        currency: "eur",
        customer,
        off_session: true,
      });
      expect(again.status).toBe("processing");
      expect((await chargeOf(shop, again.id))?.payment_method_details?.sepa_debit?.mandate).toBe(
        charge?.payment_method_details?.sepa_debit?.mandate,
      );
    },
  },
  refusals: {
    "refuses a second time while the bank decides": async (shop) => {
      const { id } = await debit(shop);
      expect(await errorOf(shop.stripe.paymentIntents.confirm(id))).toMatchObject({
        code: "payment_intent_unexpected_state",
      });
    },
    "refuses a mandate that is not the account's": async (shop) => {
      const { id: method } = await account(shop);
      const error = await errorOf(shop.pay(method, { currency: "eur", mandate: "mandate_none" }));
      expect(error).toMatchObject({ statusCode: 400, code: "resource_missing", param: "mandate" });
    },
  },
});
