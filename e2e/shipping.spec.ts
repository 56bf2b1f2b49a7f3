import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { expect, test } from "./fixtures.ts";

test("a zone made in the console is offered at once: the customer chooses its method, and order and staff say it", async ({
  customer,
  page,
  browser,
  shop,
}) => {
  await customer.putIntoCart("signal-path");
  await customer.goToCheckout();
  await customer.fillDetails();
  const methods = page.getByRole("group", { name: "Delivery method" });
  await page.getByLabel("Country").selectOption("MT");
  await page.getByLabel("City").fill("Valletta");
  await page.getByLabel("Postal code").fill("VLT 1117");
  await expect(methods.getByRole("radio", { name: /^Standard/ })).toBeChecked();
  await expect(customer.payButton).toHaveText("Pay €27.90"); // 18.00 + 9.90

  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk, dialog } = clerk;
  await clerk.open("/admin/shipping");
  // Somebody else sets the country that goods are sent from meanwhile: the later choice stays, and is not saved over theirs.
  const other = new Clerk(await context.newPage());
  await other.open("/admin/shipping");
  await other.page.getByLabel("Goods are sent from").selectOption("FR");
  await expect(other.page.getByText(/^Goods are sent from France/)).toBeVisible();
  const origin = desk.getByLabel("Goods are sent from");
  await origin.selectOption("DE");
  await expect(desk.getByText(/changed the country that goods are sent from in the meantime/)).toBeVisible();
  await expect(desk.getByText("Saved is: France.")).toBeVisible();
  await expect(origin).toHaveValue("DE");
  await desk.getByRole("button", { name: "Set Germany" }).click();
  await expect(desk.getByText(/^Goods are sent from Germany/)).toBeVisible();
  await origin.selectOption("AT");
  await expect(desk.getByText(/^Goods are sent from Austria/)).toBeVisible();
  await other.page.close();
  await desk.getByRole("button", { name: "New zone" }).click();
  await dialog.getByLabel("Name").fill("Valletta");
  await dialog.getByRole("button", { name: "Make the zone" }).click();
  await expect(desk.getByRole("heading", { level: 1, name: "Valletta" })).toBeVisible();
  await desk.getByRole("button", { name: "Add a part of a country" }).click();
  await desk.getByLabel("Country of part 1").selectOption("MT");
  await desk.getByRole("button", { name: "Add a method" }).click();
  await desk.getByLabel("Name of method 1").fill("Ferry");
  await desk.getByLabel("Fewest days on the way of Ferry").fill("2");
  await desk.getByLabel("Amount of band 1 of Ferry in EUR").fill("3,30");
  await desk.getByRole("button", { name: "Save" }).click();
  // Bad input stands at its field, whoever finds it.
  await expect(desk.getByText("Fill in both, or neither")).toBeVisible();
  await desk.getByLabel("Most days on the way of Ferry").fill("3");
  await desk.getByRole("button", { name: "Save" }).click();
  await expect(desk.getByText(/^Malta is in the zone “European Union” already/).first()).toBeVisible();
  await desk.getByLabel("Beginning of the postal codes of part 1", { exact: true }).fill("vlt");
  await desk.getByRole("button", { name: "Save" }).click();
  await expect(desk.getByText(/^Saved\./)).toBeVisible();
  expect(await auditOf(shop, "Valletta")).toEqual([
    byOwner("shipping.create_zone"),
    byOwner("shipping.update_zone"),
  ]);

  await customer.fillCard("4242 4242 4242 4242");
  await customer.payButton.click();
  await expect(page.getByText(/^Delivery is with “Ferry” now, not with “Standard”/)).toBeVisible();
  await expect(methods.getByRole("radio")).toHaveCount(1);
  await expect(methods.getByRole("radio", { name: /^Ferry Arrives .* €3\.30$/ })).toBeChecked();
  await expect(customer.payButton).toHaveText("Pay €21.30");
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  const delivery = page.getByRole("region", { name: "Where it goes" });
  await expect(delivery).toContainText(/Ferry\s*Arrives /);
  const number = await customer.orderNumber();
  await clerk.openOrder(number);
  await expect(desk.getByText("Shipping: Ferry")).toBeVisible();
  await context.close();
});

test("each method's price is in the button as soon as it is chosen", async ({ customer, page }) => {
  await customer.putIntoCart("signal-path");
  await customer.goToCheckout();
  await customer.fillDetails();
  const methods = page.getByRole("group", { name: "Delivery method" });
  await methods.getByRole("radio", { name: /^Express/ }).check();
  await expect(customer.payButton).toHaveText("Pay €30.90");
  await page.reload();
  await expect(methods.getByRole("radio", { name: /^Express/ })).toBeChecked();
  await methods.getByRole("radio", { name: /^Pick-up at the studio/ }).check();
  await expect(customer.payButton).toHaveText("Pay €18.00");
});
