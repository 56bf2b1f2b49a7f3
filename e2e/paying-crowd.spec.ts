import { expect, test } from "./fixtures.ts";
import type { ShopProcess } from "./shop-process.ts";

/** Others use up all requests that Stripe takes, until the faults are removed. */
function useUp(shop: ShopProcess): Promise<void> {
  return shop.outside.fault({
    kind: "api",
    path: "/v1/payment_intents",
    action: "rate_limit",
    reason: "global-rate",
  });
}

test("many people pay at once: the customer reads their place, keeps it over a reload, and pays when it is their turn", async ({
  customer,
  page,
  shop,
}) => {
  await customer.readyToPay("signal-path");
  await useUp(shop);
  await customer.payButton.click();
  const line = page.getByText("Many people are paying; you are number 1");
  await expect(line).toBeVisible();
  await expect(page.getByText("Your goods stay reserved, and nothing was charged.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("It’s your turn")).toBeVisible();
  await customer.fillDetails();
  await customer.fillCard("4242 4242 4242 4242");
  await customer.payButton.click();
  await expect(line).toBeVisible();
  await expect(page.getByText("This page goes on by itself.")).toBeVisible();
  await shop.outside.noFaults();
  await expect(customer.status).toContainText("Confirmed");
  expect(await shop.sql("select from payment_turn")).toEqual([]);
});

test("a customer leaves the line, and nothing is charged", async ({ customer, page, shop }) => {
  await customer.readyToPay("signal-path");
  await useUp(shop);
  await customer.payButton.click();
  await page.getByRole("button", { name: "Leave the line" }).click();
  await expect(page.getByText("Many people are paying")).toBeHidden();
  await expect(customer.payButton).toBeEnabled();
  await expect(async () => {
    expect(await shop.sql("select from payment_turn")).toEqual([]);
  }).toPass();
  await shop.outside.noFaults();
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
});
