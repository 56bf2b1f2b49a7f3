import { expectAccessible } from "./accessible.ts";
import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { expect, test } from "./fixtures.ts";
import { putOnSale } from "./goods.ts";

test("staff make a category and put a product into it; customers browse it, and come back to it from the product", async ({
  page,
  browser,
  shop,
}) => {
  await putOnSale(shop, { slug: "flexi-disc", title: "Flexi Disc", onHand: 5 });
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk, dialog } = clerk;
  await clerk.open("/admin/categories");
  await desk.getByRole("button", { name: "New category" }).click();
  await dialog.getByLabel("Name").fill("Vinyl");
  await dialog.getByRole("button", { name: "Create the category" }).click();
  await expect(dialog.getByText("Another category is called Vinyl.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Odd formats");
  await dialog.getByRole("button", { name: "Create the category" }).click();
  await expect(desk.getByText("The category Odd formats was created.")).toBeVisible();
  await desk.getByRole("button", { name: "Move Odd formats up" }).click();
  await expect(desk.getByText("Odd formats is one place further up in the shop.")).toBeVisible();
  await expectAccessible(desk);
  await desk.getByRole("link", { name: "Odd formats" }).click();
  await desk.getByLabel("Description").fill("What fits on no shelf.");
  await desk.getByRole("button", { name: "Save", exact: true }).click();
  await expect(desk.getByText("Saved.", { exact: true })).toBeVisible();
  await expectAccessible(desk);

  // Nobody sees it before something is in it.
  await page.goto("/");
  const categories = page.getByRole("navigation", { name: "Categories" });
  await expect(categories.getByRole("link", { name: "Vinyl" })).toBeVisible();
  await expect(categories.getByRole("link", { name: "Odd formats" })).toHaveCount(0);
  await page.goto("/categories/odd-formats");
  await expect(page.getByText("Nothing in Odd formats right now.")).toBeVisible();
  await expectAccessible(page);

  await clerk.open("/admin/products?q=flexi-disc");
  await desk.getByRole("link", { name: "Flexi Disc" }).click();
  await desk.getByRole("combobox", { name: "Categories" }).fill("odd");
  await desk.getByRole("option", { name: "Odd formats" }).click();
  await desk.keyboard.press("Escape");
  await desk.getByRole("button", { name: "Save", exact: true }).click();
  await expect(desk.getByText("Saved.", { exact: true })).toBeVisible();
  await clerk.open("/admin/products");
  await desk.getByLabel("Category").selectOption("Odd formats");
  await expect(desk.getByText("1 product", { exact: true })).toBeVisible();

  await page.goto("/");
  await categories.getByRole("link", { name: "Odd formats" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Odd formats" })).toBeFocused();
  await expect(page.getByText("What fits on no shelf.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(["Flexi Disc"]);
  await expectAccessible(page);
  await page.getByRole("link", { name: /Flexi Disc/ }).click();
  await page
    .getByRole("navigation", { name: "Breadcrumb" })
    .getByRole("link", { name: "Odd formats" })
    .click();
  await expect(page).toHaveURL(/\/categories\/odd-formats$/);

  await clerk.open("/admin/categories");
  await desk.getByRole("link", { name: "Odd formats" }).click();
  await desk.getByRole("button", { name: "Delete" }).click();
  await expect(dialog).toContainText("1 product is in it, and stays on sale.");
  await dialog.getByRole("button", { name: "Delete the category" }).click();
  await expect(desk.getByRole("heading", { level: 1, name: "Categories" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "There is no such category" })).toBeVisible();
  await page.goto("/products/flexi-disc");
  await expect(page.getByRole("button", { name: "Add to cart" })).toBeVisible();
  expect(await auditOf(shop, "Odd formats")).toEqual(
    ["create", "move", "update", "delete"].map((action) => byOwner(`category.${action}`)),
  );
  await context.close();
});
