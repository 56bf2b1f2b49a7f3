import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { account, mandateData } from "../../src/testing/sepa.ts";
import { checksOf } from "../check.ts";
import { save, savedCard } from "./fixtures.ts";

export const creatingResultsAndStates = checksOf("POST /v1/setup_intents", {
  results: {
    "waits for a payment method, to be used when its owner is away": async ({ stripe }) => {
      const intent = await stripe.setupIntents.create();
      expect(intent).toMatchObject({
        status: "requires_payment_method",
        usage: "off_session",
        payment_method_types: ["card", "sepa_debit"],
        automatic_payment_methods: { enabled: true, allow_redirects: "always" },
        latest_attempt: null,
      });
      expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_`));
    },
    "is ready to confirm with a payment method": async ({ stripe }) => {
      expect((await stripe.setupIntents.create({ payment_method: "pm_card_visa" })).status).toBe(
        "requires_confirmation",
      );
    },
    "saves a card in one call": async (shop) => {
      expect(await save(shop)).toMatchObject({
        status: "succeeded",
        latest_attempt: expect.stringMatching(/^setatt_/),
        mandate: null,
      });
    },
    "gives the saved card to the customer": async (shop) => {
      const { customer, payment_method } = await savedCard(shop, "pm_card_visa");
      expect((await shop.stripe.paymentMethods.retrieve(payment_method)).customer).toBe(customer);
    },
    "saves an account with a mandate": async (shop) => {
      const { id } = await account(shop);
      expect(await save(shop, id, { mandate_data: mandateData })).toMatchObject({
        status: "succeeded",
        mandate: expect.stringMatching(/^mandate_/),
      });
    },
    "offers only what is allowed": async ({ stripe }) => {
      const intent = await stripe.setupIntents.create({ allowed_payment_method_types: ["card"] });
      expect(intent.payment_method_types).toEqual(["card"]);
    },
    "keeps usage, description and metadata": async ({ stripe }) => {
      const given = { usage: "on_session", description: "For later", metadata: { order: "6" } } as const;
      expect(await stripe.setupIntents.create(given)).toMatchObject(given);
    },
  },
  states: {
    "asks for 3-D Secure on …3155": async (shop) => {
      expect(await save(shop, "pm_card_authenticationRequiredOnSetup")).toMatchObject({
        status: "requires_action",
        next_action: { type: "use_stripe_sdk" },
      });
    },
    "asks for 3-D Secure when the caller wants it": async (shop) => {
      const intent = await save(shop, "pm_card_visa", {
        payment_method_options: { card: { request_three_d_secure: "any" } },
      });
      expect(intent.status).toBe("requires_action");
    },
    "sends the customer away and back when there is no Stripe.js": async (shop) => {
      const intent = await save(shop, "pm_card_threeDSecure2Required", {
        return_url: "https://shop.example/saved",
      });
      expect(intent.next_action).toMatchObject({
        type: "redirect_to_url",
        redirect_to_url: { return_url: "https://shop.example/saved" },
      });
      const { return_url } = await shop.control("POST", `/3ds/${intent.id}`, { outcome: "complete" });
      const back = new URL(String(return_url));
      expect(Object.fromEntries(back.searchParams)).toEqual({
        setup_intent: intent.id,
        setup_intent_client_secret: intent.client_secret,
        redirect_status: "succeeded",
      });
    },
    "succeeds when 3-D Secure is passed": async (shop) => {
      const { id } = await save(shop, "pm_card_threeDSecure2Required");
      expect(await shop.control("POST", `/3ds/${id}`, { outcome: "complete" })).toMatchObject({
        setup_intent: { id, status: "succeeded" },
        return_url: null,
      });
    },
    "goes back to the start when 3-D Secure is refused": async (shop) => {
      const { id } = await save(shop, "pm_card_threeDSecure2Required");
      await shop.control("POST", `/3ds/${id}`, { outcome: "refuse" });
      expect(await shop.stripe.setupIntents.retrieve(id)).toMatchObject({
        status: "requires_payment_method",
        payment_method: null,
        last_setup_error: { code: "setup_intent_authentication_failure" },
      });
    },
    "lets …3155 pay without its owner once it is set up": async (shop) => {
      const { customer, payment_method } = await savedCard(shop, "pm_card_authenticationRequiredOnSetup");
      const paid = await shop.pay(payment_method, { customer, off_session: true });
      expect(paid.status).toBe("succeeded");
      expect((await shop.pay(payment_method, { customer })).status).toBe("requires_action");
    },
    "does not let …3184 pay without its owner, set up or not": async (shop) => {
      const { customer, payment_method } = await savedCard(shop, "pm_card_authenticationRequired");
      const error = await errorOf(shop.pay(payment_method, { customer, off_session: true }));
      expect(error).toMatchObject({ statusCode: 402, code: "authentication_required" });
    },
    "saves …0341, which declines only when it is charged": async (shop) => {
      const { customer, payment_method } = await savedCard(shop, "pm_card_chargeCustomerFail");
      expect(await errorOf(shop.pay(payment_method, { customer }))).toMatchObject({
        statusCode: 402,
        code: "card_declined",
      });
    },
    "lets a saved account be debited later without a mandate": async (shop) => {
      const { id: customer } = await shop.stripe.customers.create();
      const { id: method } = await account(shop);
      const { mandate } = await save(shop, method, { customer, mandate_data: mandateData });
      const paid = await shop.pay(method, {
        currency: "eur",
        customer,
        off_session: true,
        expand: ["latest_charge"],
      });
      expect(paid).toMatchObject({
        status: "processing",
        latest_charge: { payment_method_details: { sepa_debit: { mandate } } },
      });
    },
  },
});
