import { expect } from "vitest";
import { account, debit, ibans, mandateData } from "../../src/testing/sepa.ts";
import { checksOf } from "../check.ts";
import { save } from "./fixtures.ts";

export const mandatesRetrieving = checksOf("GET /v1/mandates/{id}", {
  results: {
    "shows the lasting permission of a setup, and how it was given": async (shop) => {
      const { id } = await account(shop);
      const intent = await save(shop, id, { mandate_data: mandateData, expand: ["mandate"] });
      expect(intent.mandate).toMatchObject({
        object: "mandate",
        type: "multi_use",
        status: "active",
        payment_method: id,
        customer_acceptance: { type: "online", online: { ip_address: "127.0.0.1" } },
      });
    },
    "shows the permission of one payment, with the reference that was asked for": async (shop) => {
      const { latest_charge } = await debit(shop, ibans.succeeds, {
        payment_method_options: { sepa_debit: { mandate_options: { reference_prefix: "MUG-" } } },
      });
      const charge = await shop.stripe.charges.retrieve(String(latest_charge));
      const id = charge.payment_method_details?.sepa_debit?.mandate ?? "";
      expect(await shop.stripe.mandates.retrieve(id)).toMatchObject({
        type: "single_use",
        single_use: { amount: 1999, currency: "eur" },
        payment_method_details: { sepa_debit: { reference: expect.stringMatching(/^MUG-/) } },
      });
    },
  },
});
