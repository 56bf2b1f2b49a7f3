import { contact, guestWith, openTestShop, shippingAddress, stockedVariant } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { prepareCheckout } from "../checkout/prepare-checkout.ts";
import { startCheckout } from "../checkout/start-checkout.ts";
import { DomainError } from "../domain-error.ts";
import { createPaymentIntent } from "./payment-intents.ts";

test("a refusal of Stripe at opening a payment is reported as such, and never as an outage", async () => {
  await using shop = await openTestShop();
  const open = (amount: number, currency = "eur") => {
    const checkoutId = crypto.randomUUID();
    const terms = {
      ...{ checkoutId, idempotencyKey: checkoutId, amount, currency, params: { metadata: {} } },
      captureMethod: "automatic" as const,
    };
    return createPaymentIntent(shop, terms);
  };
  await expect(open(10)).rejects.toMatchObject({ code: "TOTAL_TOO_LOW" });
  await expect(open(100_000_000)).rejects.toMatchObject({ code: "TOTAL_TOO_HIGH" });
  const fault = await open(1_000, "zzz").catch((error: unknown) => error);
  expect(fault).not.toBeInstanceOf(DomainError);
  expect(fault).toMatchObject({ type: "StripeInvalidRequestError", param: "currency" });
  shop.log.expectErrors(/Stripe did not open a payment/);
});

test("a field that Stripe refuses is named; any other refusal is a fault of ours", async () => {
  await using shop = await openTestShop();
  const cartToken = await guestWith(shop, { [await stockedVariant(shop, { onHand: 5 })]: 1 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  const prepare = () =>
    prepareCheckout(shop, { checkoutId, quoteNumber: 1, cartToken, contact, shippingAddress });
  const refuse = async (param: string, code: string) => {
    await shop.outside.noFaults();
    const path = "/v1/payment_intents";
    await shop.outside.fault({
      kind: "api",
      action: "error",
      status: 400,
      method: "POST",
      path,
      param,
      code,
    });
  };
  await refuse("shipping[address][postal_code]", "postal_code_invalid");
  await expect(prepare()).rejects.toMatchObject({
    code: "DETAILS_REFUSED",
    details: { field: "postalCode", problem: "not_valid" },
  });
  await refuse("metadata[dualtrack_note]", "parameter_invalid_string");
  const fault = await prepare().catch((error: unknown) => error);
  expect(fault).not.toBeInstanceOf(DomainError);
  expect(fault).toMatchObject({ type: "StripeInvalidRequestError" });

  await shop.outside.noFaults();
  expect(await prepare()).toMatchObject({ id: checkoutId, state: "paying" });
  expect(await shop.db.serviceStatus.count({ where: { failingSince: { not: null } } })).toBe(0);
  shop.log.expectErrors(/Stripe did not open a payment/);
});
