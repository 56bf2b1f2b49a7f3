import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { Clerk } from "./clerk.ts";
import { buyByApi, CustomerByApi } from "./customer-by-api.ts";
import { expect, test } from "./fixtures.ts";
import { foreignEvent } from "./foreign-event.ts";

test("axe finds nothing serious on the shop's pages", async ({ page, customer }) => {
  await customer.putIntoCart("record-bag");
  await expectAccessible(page);
  for (const path of [
    "",
    "products/parallel-lines",
    "products/first-press",
    "cart",
    "no-such-page",
    "payment/success",
  ])
    await expectPageAccessible(page, `/${path}`);
  await customer.goToCheckout();
  await expectAccessible(page);
});

test("axe finds nothing serious on the console's pages before the sign-in", async ({ page }) => {
  for (const path of ["", "forgot-password", "reset-password?token=unknown", "invitation?token=unknown"])
    await expectPageAccessible(page, `/admin/${path}`);
});

async function expectPageAccessible(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessible(page);
}

test("axe finds nothing serious on an order's page, nor where staff see it", async ({ page, shop }) => {
  const { number, path } = await buyByApi(shop, "signal-path");
  await expectPageAccessible(page, path);
  const clerk = new Clerk(page);
  await clerk.openOrder(number);
  await expectAccessible(page);
  await clerk.action("Refund").click();
  await expect(clerk.dialog).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await clerk.action("Ship").click();
  await expect(clerk.dialog).toBeVisible();
  await expectAccessible(page);
  await clerk.dialog.getByRole("button", { name: "Mark as shipped" }).click();
  await expect(page.getByRole("button", { name: "Mark delivered" })).toBeVisible();
  await expectAccessible(page);
});

test("axe finds nothing serious at home, nor in the command palette and the list of shortcuts", async ({
  page,
  shop,
}) => {
  await buyByApi(shop, "signal-path");
  await new Clerk(page).open();
  await page.getByText("Show the numbers").first().click(); // the charts are there
  await expectAccessible(page);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option").first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await expectAccessible(page);
});

test("axe finds nothing serious on a sync's results, in the webhook inbox, on an event and in the rejected calls", async ({
  page,
  shop,
}) => {
  await new CustomerByApi(shop).readyToPay("signal-path"); // pending
  await foreignEvent(shop);
  await fetch(`${shop.url}/webhooks/stripe`, { method: "POST", body: "forged" });
  await new Clerk(page).open("/admin/sync");
  await page.getByRole("button", { name: "Sync all pending" }).click();
  await expect(page.getByText(/^Done with/)).toBeVisible();
  await expectAccessible(page);
  await page.goto("/admin/webhooks?tab=rejected");
  await page.getByText("Signature and first bytes").first().click();
  await expectAccessible(page);
  await page.getByRole("tab", { name: "Inbox" }).click();
  const event = page.getByRole("link", { name: "payment_intent.canceled" }).first();
  await expect(event).toBeVisible();
  await expectAccessible(page);
  await event.click();
  await expect(page.getByRole("heading", { name: "Body" })).toBeVisible();
  await expectAccessible(page);
});

test("axe finds nothing serious in the reservations, in the stock, and in their dialogs", async ({
  page,
  shop,
}) => {
  await new CustomerByApi(shop).readyToPay("signal-path");
  await new Clerk(page).open("/admin/reservations");
  await page.getByRole("button", { name: "Release" }).first().click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
  for (const view of ["reservations?tab=history", "reservations?tab=product", "stock"]) {
    await page.goto(`/admin/${view}`);
    await expect(page.getByRole("table")).toBeVisible();
    await expectAccessible(page);
  }
  await page.getByRole("link", { name: "Signal Path" }).click();
  await page.getByRole("button", { name: "Correct", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
});

test("axe finds nothing serious in the list of products, nor where one is edited", async ({ page }) => {
  await new Clerk(page).open("/admin/products");
  await expect(page.getByRole("link", { name: "Parallel Lines" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Parallel Lines" }).click();
  await page.getByLabel("Artist").fill(""); // a problem beside its field, and the bar for saving
  await page.getByRole("button", { name: "Add a variant" }).click();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Opening time").click();
  await expect(page.getByRole("button", { name: "Take this time" })).toBeVisible();
  await expectAccessible(page);
});

test("axe finds nothing serious on the staff page and its dialogs, on one's account, and in the audit log", async ({
  page,
}) => {
  await new Clerk(page).open("/admin/staff");
  const remove = page.getByRole("button", { name: "Remove" });
  await expect(remove).toHaveAttribute("aria-disabled", "true"); // the only owner
  await remove.click({ force: true });
  await expect(page.getByText("The shop needs an owner.").first()).toBeVisible();
  await page.getByRole("button", { name: "Invite somebody" }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  await dialog.getByLabel("E-mail").fill("colleague@pages.test");
  await dialog.getByRole("button", { name: "Send the invitation" }).click();
  await page.getByRole("button", { name: "Send again" }).click();
  await expect(dialog.getByText("The earlier link stops working.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByText("the earlier one stopped working")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/admin/account");
  await expect(page.getByRole("heading", { name: "Second factor" })).toBeVisible();
  await expectAccessible(page);
  await page.goto("/admin/audit");
  await expect(page.getByRole("table").getByText("Sent the invitation again to")).toBeVisible();
  await expectAccessible(page);
});

for (const [path, most] of [
  ["/", 150],
  ["/admin/", 172],
] as const)
  test(`the first page at ${path} is light: at most ${most} kB of scripts, compressed`, async ({
    page,
    shop,
  }) => {
    const scripts: Promise<Buffer>[] = [];
    page.on("response", (response) => {
      const isOurs = response.url().startsWith(shop.url);
      if (isOurs && response.request().resourceType() === "script") scripts.push(response.body());
    });
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
    const sizes = (await Promise.all(scripts)).map((body) => gzipSync(body, { level: 9 }).length);
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(most * 1_000);
  });

test("staff sign in, see the orders with their states, and sign out", async ({ page, shop }) => {
  const { number } = await buyByApi(shop, "signal-path");
  await page.goto("/admin/");
  await page.getByLabel("E-mail").fill("owner@dualtrack.example");
  await page.getByLabel("Password", { exact: true }).fill("wrong password here");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText(/not right|wrong|don't match/i).first()).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill("two-tracks-one-order");
  await page.getByRole("button", { name: "Sign in" }).click();
  const row = page.getByRole("row").filter({ hasText: number });
  await expect(row).toContainText(/confirmed/i);
  await expect(row).toContainText("€23.90"); // 18.00 + 5.90
});

test("nobody sees orders without signing in", async ({ page, shop }) => {
  await page.goto("/admin/");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  expect(await (await fetch(`${shop.url}/trpc/orders.list`)).status).toBe(401);
});
