import { auditOf, byOwner, Clerk } from "./clerk.ts";
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
  await page.goto("/products/one-take");
  await expect(line).toContainText("It is reserved for you");

  await shop.sql("update checkout set expires_at = now() - interval '1 minute' where state = 'open'");
  await expect(otherLine).toContainText("It’s your turn", { timeout: 120_000 });
  await other.page.reload();
  await other.putIntoCart("one-take");
  await other.goToCheckout();
  await page.goto("/checkout");
  await expect(page.getByText("It isn’t your turn")).toBeVisible();
  await page.getByRole("link", { name: "Go to the line" }).click();
  await expect(line).toContainText("Your turn is over");
  await expect(page.getByRole("button", { name: "Join again" })).toBeVisible();
  await context.close();
});

test("staff close a line and end its drop, after being told what that means for those who wait", async ({
  page,
  shop,
}) => {
  await putOnSale(shop, { slug: "two-takes", title: "Two Takes", onHand: 2 });
  await shop.sql(`insert into "drop" (product_id) select id from product where slug = 'two-takes'`);
  await shop.sql(`insert into drop_entry (id, product_id, token_hash, rank, joined_at)
    select gen_random_uuid(), p.id, 'waits ' || n, 1000000 + n, now()
    from product p, generate_series(1, 3) n where slug = 'two-takes'`);
  await shop.sql("update product set opens_at = now() + interval '1 day' where slug = 'two-takes'");
  const clerk = new Clerk(page);
  const [product] = await shop.sql<{ id: string }>("select id from product where slug = 'two-takes'");
  await clerk.open(`/admin/products/${product?.id}`);
  const section = page.getByRole("region", { name: "Drop" });
  await expect(section).toContainText("3 wait");
  await expect(section.getByRole("button", { name: "End the drop" })).toBeDisabled();

  await section.getByRole("link", { name: "See the line" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Line for Two Takes" })).toBeVisible();
  const places = page.getByRole("table", { name: "Places in the line" }).getByRole("row");
  await expect(places.filter({ hasText: "Waits" })).toHaveCount(3);
  await page.getByLabel("State").selectOption("Let it lapse");
  await expect(page.getByText("Nobody is in this state")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByLabel("State").selectOption("All states");
  await page.getByRole("link", { name: "Export" }).click();
  expect((await download).suggestedFilename()).toMatch(/^line-.*\.csv$/);
  await page.getByRole("link", { name: "← Two Takes" }).click();

  await section.getByRole("button", { name: "Close the line" }).click();
  await expect(clerk.dialog).toContainText("3 people wait. They keep their places");
  await clerk.dialog.getByRole("button", { name: "Keep it open" }).click();
  await expect(section).toContainText("The line moves.");
  await section.getByRole("button", { name: "Close the line" }).click();
  await clerk.dialog.getByRole("button", { name: "Close the line" }).click();
  await expect(section).toContainText("The line is closed");
  await expect(clerk.dialog).toBeHidden();

  await section.getByRole("button", { name: "End the drop" }).click();
  await expect(clerk.dialog).toContainText("3 people are in line, and lose their places");
  await clerk.dialog.getByRole("button", { name: "End the drop" }).click();
  await expect(page.getByText("It is a product like any other now")).toBeVisible();
  await expect(section.getByRole("button", { name: "Make it a drop" })).toBeVisible();
  await expect(clerk.dialog).toBeHidden();
  expect(await shop.sql("select from drop_entry where token_hash like 'waits %'")).toEqual([]);
  expect(await auditOf(shop, "two-takes")).toEqual(
    ["product.set_drop_state", "product.end_drop"].map(byOwner),
  );
});
