import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { expect, test } from "./fixtures.ts";

test("a code that staff make lowers the price at once, is refused in words when it is used up, and staff see what it brought", async ({
  customer,
  page,
  browser,
  shop,
}) => {
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk, dialog } = clerk;
  await clerk.open("/admin/discounts");
  await desk.getByRole("button", { name: "New discount" }).click();
  await desk.getByLabel("Name").fill("Friends of the label");
  await desk.getByLabel("Percent", { exact: true }).fill("12,5");
  await desk.getByLabel("Uses in total").fill("1");
  await desk.getByRole("button", { name: "Create the discount" }).click();
  await desk.getByRole("button", { name: "Add a code" }).click();
  await dialog.getByLabel("Code").first().fill("friends 26");
  await dialog.getByRole("button", { name: "Add the code" }).click();
  await expect(desk.getByText("Customers can use the code FRIENDS26 now.")).toBeVisible();

  await customer.putIntoCart("signal-path");
  await page.goto("/cart");
  const summary = page.getByRole("complementary", { name: "Summary" });
  await summary.getByLabel("Discount code").fill("friend");
  await summary.getByLabel("Discount code").press("Enter");
  await expect(summary.getByText("There is no code FRIEND. Check how it is written.")).toBeVisible();
  await summary.getByLabel("Discount code").fill("friends26");
  await summary.getByRole("button", { name: "Apply" }).click();
  await expect(summary).toContainText("Friends of the label (FRIENDS26)−€2.25");
  await customer.goToCheckout();
  await customer.fillDetails();
  await expect(page.getByRole("list", { name: "Codes" })).toContainText("FRIENDS26");
  await expect(customer.payButton).toHaveText("Pay €21.65"); // 18.00 - 2.25 + 5.90
  await page.getByRole("button", { name: "Remove the code FRIENDS26" }).click();
  await expect(customer.payButton).toHaveText("Pay €23.90");
  await page.getByLabel("Discount code").fill("FRIENDS26");
  await page.getByLabel("Discount code").press("Enter");
  await expect(customer.payButton).toHaveText("Pay €21.65");
  await customer.fillCard("4242 4242 4242 4242");
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  await expect(page.getByText("Friends of the label (FRIENDS26)").first()).toBeVisible();
  const number = await customer.orderNumber();

  await customer.putIntoCart("signal-path");
  await page.goto("/cart");
  await summary.getByLabel("Discount code").fill("FRIENDS26");
  await summary.getByRole("button", { name: "Apply" }).click();
  await expect(summary.getByText("It has been used as often as it can be.")).toBeVisible();

  await clerk.openOrder(number);
  await expect(desk.getByText("Friends of the label (FRIENDS26)")).toBeVisible();
  await clerk.open("/admin/discounts");
  await expect(desk.getByRole("row", { name: /Friends of the label/ })).toContainText(/1 of 1.*€21\.65/);
  expect(await auditOf(shop, "Friends of the label")).toEqual([
    byOwner("discount.create"),
    byOwner("discount.add_codes"),
  ]);
  await context.close();
});

test("a discount on a category: its code says what it is for, lowers the price of its goods, and its category stays", async ({
  customer,
  page,
  browser,
  shop,
}) => {
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk, dialog } = clerk;
  await clerk.open("/admin/discounts/new");
  await desk.getByLabel("Name").fill("Tape week");
  await desk.getByLabel("Percent", { exact: true }).fill("50");
  await desk.getByLabel("these products and categories only").check();
  await desk.getByRole("button", { name: "Create the discount" }).click();
  await expect(desk.getByText("Choose a product or a category, or all products")).toBeVisible();
  await desk.getByRole("combobox", { name: "Categories" }).fill("tap");
  await desk.getByRole("option", { name: "Tapes" }).click();
  await desk.keyboard.press("Escape");
  await desk.getByRole("button", { name: "Create the discount" }).click();
  await desk.getByRole("button", { name: "Add a code" }).click();
  await dialog.getByLabel("Code").first().fill("TAPEWEEK");
  await dialog.getByRole("button", { name: "Add the code" }).click();
  await expect(desk.getByText("Customers can use the code TAPEWEEK now.")).toBeVisible();
  await desk.getByRole("link", { name: "All discounts" }).click();
  await expect(desk.getByRole("row", { name: /Tape week/ })).toContainText("50 % off, on Tapes");

  await customer.putIntoCart("signal-path");
  await page.goto("/cart");
  const summary = page.getByRole("complementary", { name: "Summary" });
  await summary.getByLabel("Discount code").fill("tapeweek");
  await summary.getByRole("button", { name: "Apply" }).click();
  await expect(
    summary.getByText("It is for Tapes only, and takes nothing off what is in your cart."),
  ).toBeVisible();
  await customer.putIntoCart("night-bus-to-the-sea");
  await page.goto("/cart");
  await expect(summary).toContainText("Tape week (TAPEWEEK)−€6.00");

  await clerk.open("/admin/categories");
  await desk.getByRole("link", { name: "Tapes" }).click();
  await desk.getByRole("button", { name: "Delete" }).click();
  await expect(dialog).toContainText("A discount holds for it. Take it out of that first:");
  await dialog.getByRole("link", { name: "Tape week" }).click();
  await expect(desk.getByRole("heading", { level: 1, name: "Tape week" })).toBeVisible();
  await context.close();
});

test("coupons at Stripe are imported once, paused, and what can't be a discount is listed with the reason", async ({
  page,
  shop,
}) => {
  const atStripe = async (path: string, fields: Record<string, string>) => {
    const response = await fetch(`${shop.stripeUrl}/v1/${path}`, {
      method: "POST",
      headers: { authorization: "Bearer sk_test_sandbox" },
      body: new URLSearchParams(fields),
    });
    expect(response.status).toBe(200);
  };
  await atStripe("coupons", { id: "NEWSLETTER", name: "Newsletter", percent_off: "15" });
  await atStripe("promotion_codes", {
    ...{ "promotion[type]": "coupon", "promotion[coupon]": "NEWSLETTER", code: "letters15" },
  });
  await atStripe("coupons", {
    ...{ name: "Club", percent_off: "5", duration: "repeating", duration_in_months: "3" },
  });
  const clerk = new Clerk(page);
  const { dialog } = clerk;
  await clerk.open("/admin/discounts");
  for (const outcome of [
    "Done. 2 coupons were read: 1 discount with 1 new code.",
    "Done. 2 coupons were read: nothing new.",
  ]) {
    await page.getByRole("button", { name: "Import from Stripe" }).click();
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await expect(dialog.getByText(outcome)).toBeVisible();
    await expect(dialog.getByText("Club: it is for several payments of a subscription.")).toBeVisible();
    await page.keyboard.press("Escape");
  }
  await page.getByRole("link", { name: "Newsletter" }).click();
  await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
  await expect(page.getByText("LETTERS15")).toBeVisible();
  expect(await auditOf(shop, "Newsletter")).toEqual([byOwner("discount.import")]);
});
