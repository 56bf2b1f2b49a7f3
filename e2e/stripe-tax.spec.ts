import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { cards, expect, test } from "./fixtures.ts";
import { putOnSale } from "./goods.ts";

test("the owner chooses Stripe Tax; a customer pays its tax, staff see the transaction, a refund reverses it; then Stripe Tax fails", async ({
  customer,
  page,
  browser,
  shop,
}) => {
  const slug = "taxed-press";
  await putOnSale(shop, { slug, title: "Taxed Press", onHand: 5 });
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk, dialog } = clerk;
  const setEngine = async (engine: "table" | "stripe_tax", rule?: "use_table" | "hold_checkout") => {
    await clerk.open("/admin/tax");
    await desk.getByLabel("Tax at the checkout").selectOption(engine);
    if (rule !== undefined)
      await desk.getByLabel("When Stripe Tax does not answer within 3 seconds").selectOption(rule);
    await desk.getByRole("button", { name: "Save" }).click();
    await expect(desk.getByText(/^Saved\./)).toBeVisible();
  };
  await setEngine("stripe_tax", "hold_checkout");

  await shop.outside.fault({ kind: "api", path: "/v1/tax/calculations", action: "error", status: 500 });
  await customer.putIntoCart(slug);
  await customer.goToCheckout();
  await customer.fillDetails();
  const held = page.getByText(/The tax for your address can't be worked out just now/);
  // Told while typing, not first by Pay.
  await expect(held).toContainText("This page asks again by itself.");
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(page.getByRole("alert").filter({ has: held })).toBeVisible();
  await shop.outside.noFaults();
  // After several failures in a row Stripe Tax is left alone for ten seconds.
  await expect(async () => {
    await customer.payButton.click();
    await expect(customer.status).toContainText("Confirmed", { timeout: 8_000 });
  }).toPass();
  await expect(page.getByText(/incl\. 20 % VAT/)).toBeVisible();
  const number = await customer.orderNumber();

  await clerk.openOrder(number);
  const recorded = desk.getByRole("region", { name: "Stripe Tax" });
  await expect(recorded.getByText(/^tax_\w+$/)).toHaveCount(1);
  await clerk.action("Refund").click();
  await dialog.getByRole("button", { name: /^Refund €/ }).click();
  await expect(recorded.getByText(/^tax_\w+$/)).toHaveCount(2);
  await setEngine("stripe_tax", "use_table");
  await shop.outside.fault({ kind: "api", path: "/v1/tax/calculations", action: "error", status: 500 });
  await customer.putIntoCart(slug);
  await customer.goToCheckout();
  await customer.fillDetails();
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  await shop.outside.noFaults();
  await clerk.openOrder(await customer.orderNumber());
  await expect(recorded).toContainText("Taxed by the table, because Stripe Tax did not answer.");
  await clerk.open("/admin/");
  await expect(desk.getByText("1 order was taxed by the table, as Stripe Tax did not answer")).toBeVisible();
  await setEngine("table");
  expect(await auditOf(shop, "tax")).toContain(byOwner("tax.update"));
  await context.close();
});
