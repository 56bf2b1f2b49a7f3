import { Customer } from "./customer.ts";
import { expect, test } from "./fixtures.ts";
import { putOnSale } from "./goods.ts";

test("a drop: the page says when it opens, two people join the line, the first one's turn is used, and the second is called up when it comes back", async ({
  customer,
  page,
  shop,
  browser,
}) => {
  await putOnSale(shop, { slug: "one-take", title: "One Take", onHand: 1 });
  await shop.sql(
    `insert into "drop" (product_id, start_minutes) select id, 5 from product where slug = 'one-take'`,
  );
  await shop.sql("update product set opens_at = now() + interval '1 day' where slug = 'one-take'");
  await page.goto("/products/one-take");
  const line = page.getByRole("region", { name: "The line for this product" });
  await expect(line).toContainText("Opens");
  await expect(page.getByRole("button", { name: "Add to cart" })).toBeHidden();
  await page.getByRole("button", { name: "Join the line" }).click();
  await expect(line).toContainText("You are number 1 of 1 in line");

  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const other = new Customer(await context.newPage());
  await other.page.goto("/products/one-take");
  await other.page.getByRole("button", { name: "Join the line" }).click();
  const otherLine = other.page.getByRole("region", { name: "The line for this product" });
  await expect(otherLine).toContainText("You are number 2 of 2 in line");
  await other.page.reload();
  await expect(otherLine).toContainText("You are number 2 of 2 in line");

  await shop.sql("update product set opens_at = now() where slug = 'one-take'");
  await expect(line).toContainText("It’s your turn");
  await expect(page.getByRole("button", { name: "Add to cart" })).toBeVisible();
  await expect(otherLine).toContainText("You are number 1");
  await customer.putIntoCart("one-take");
  await customer.goToCheckout();
  await expect(otherLine).toContainText("All are reserved by others");

  await shop.sql("update checkout set expires_at = now() - interval '1 minute' where state = 'open'");
  await expect(otherLine).toContainText("It’s your turn", { timeout: 120_000 });
  await other.page.reload();
  await other.putIntoCart("one-take");
  await other.goToCheckout();
  await page.goto("/checkout");
  await expect(page.getByText("It isn’t your turn yet")).toBeVisible();
  await page.getByRole("link", { name: "Go to the line" }).click();
  await expect(line).toContainText("All are spoken for just now");
  await context.close();
});
