import { expect } from "vitest";
import type { Stripe } from "../../src/stripe/stripe-types.ts";
import { checksOf } from "../check.ts";

export const paymentMethodsDetaching = checksOf("POST /v1/payment_methods/{id}/detach", {
  results: {
    "takes the default away from its customer, and tells": async ({ stripe, receiver }) => {
      const { id, invoice_settings } = await stripe.customers.create({
        payment_method: "pm_card_visa",
        invoice_settings: { default_payment_method: "pm_card_visa" },
      });
      const method = String(invoice_settings.default_payment_method);
      await stripe.paymentMethods.detach(method);
      const customer = (await stripe.customers.retrieve(id)) as Stripe.Customer;
      expect(customer.invoice_settings.default_payment_method).toBeNull();
      expect((await receiver.arrival("customer.updated")).data.previous_attributes).toEqual({
        invoice_settings: { default_payment_method: method },
      });
    },
  },
});
