import { openTestShop } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { DomainError } from "../domain-error.ts";
import { createPaymentIntent } from "./payment-intents.ts";

test("what Stripe says no to is told as what it is, and never as an outage", async () => {
  await using shop = await openTestShop();
  const open = (amount: number, currency = "eur") =>
    createPaymentIntent(shop, { checkoutId: crypto.randomUUID(), amount, currency });
  await expect(open(10)).rejects.toMatchObject({ code: "TOTAL_TOO_LOW" });
  await expect(open(100_000_000)).rejects.toMatchObject({ code: "TOTAL_TOO_HIGH" });
  const fault = await open(1_000, "zzz").catch((error: unknown) => error);
  expect(fault).not.toBeInstanceOf(DomainError);
  expect(fault).toMatchObject({ type: "StripeInvalidRequestError", param: "currency" });
  shop.log.errors.length = 0;
});
