import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type BrowserContextOptions, chromium, devices, expect, type Page } from "@playwright/test";
import sharp from "sharp";
import { Clerk } from "./clerk.ts";
import { Customer } from "./customer.ts";
import { names, startShop } from "./shop-process.ts";

// Takes the screenshots of the documents from a running shop, so that they stay up to date: pnpm pictures
const folder = fileURLToPath(new URL("../docs/pictures/", import.meta.url));
const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { ...devices["iPhone 13"], viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };

await mkdir(folder, { recursive: true });
// With the demo shop's name and clocks, not the journeys'.
const unset = Object.fromEntries([...Object.keys(names), "SHOP_TIME_ZONE"].map((name) => [name, ""]));
await using shop = await startShop(unset);
await using browser = await chromium.launch({
  ...(process.env.CHROMIUM_PATH === undefined ? {} : { executablePath: process.env.CHROMIUM_PATH }),
  args: ["--no-sandbox", "--disable-background-networking", "--hide-scrollbars"],
});
await buy(desktop, "");
await buy(phone, "-phone");
await desk();

async function openPage(device: BrowserContextOptions) {
  const context = await browser.newContext({
    ...device,
    baseURL: shop.url,
    locale: "en-IE",
    reducedMotion: "reduce",
  });
  return context.newPage();
}

/** What the window shows, in 256 colours: a third of the bytes, and no difference to see. */
async function savePicture(page: Page, name: string): Promise<void> {
  await sharp(await page.screenshot())
    .png({ palette: true, effort: 10 })
    .toFile(`${folder}${name}.png`);
}

async function buy(device: BrowserContextOptions, suffix: string): Promise<void> {
  const page = await openPage(device);
  const customer = new Customer(page);
  const shoot = async (name: string) => {
    await page.evaluate(() => document.fonts.ready);
    await savePicture(page, `${name}${suffix}`);
  };
  await page.goto("/");
  await expect(page.getByRole("link", { name: /Parallel Lines/ }).first()).toBeVisible();
  await shoot("catalog");
  await page.goto("/products/parallel-lines");
  await expect(page.getByRole("button", { name: "Add to cart" })).toBeVisible();
  await expect(page.locator("main [inert]")).toHaveCount(0);
  await shoot("product");
  await customer.putIntoCart("low-tide-machine");
  await customer.readyToPay("parallel-lines");
  await customer.payButton.scrollIntoViewIfNeeded();
  await shoot("checkout");
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  await page.evaluate(() => scrollTo(0, 0));
  await shoot("order");
  await page.context().close();
}

/** The console's pages after a day's work: an order, a customer at the checkout, a forged webhook call. */
async function desk(): Promise<void> {
  const checkout = await openPage(desktop);
  await new Customer(checkout).readyToPay("concrete-weather");
  await fetch(`${shop.url}/webhooks/stripe`, { method: "POST", body: "forged" });
  const page = await openPage(desktop);
  const clerk = new Clerk(page);
  const shoot = (name: string) => savePicture(page, `admin-${name}`);
  await clerk.open();
  await page.getByText("Show the numbers").first().waitFor(); // the charts are there
  await shoot("home");
  await clerk.openOrder("DT-1001");
  await expect(clerk.action("Refund")).toBeVisible();
  await shoot("order");
  await clerk.action("Refund").click();
  await clerk.dialog.getByText("By line", { exact: true }).click();
  await clerk.dialog.getByRole("button", { name: /^One more of Parallel Lines/ }).click();
  await shoot("refund");
  const lists = {
    orders: "DT-1001",
    reservations: "Concrete Weather",
    stock: "First Press",
    webhooks: "payment_intent",
  };
  for (const [name, row] of Object.entries(lists)) {
    await page.goto(`/admin/${name}`);
    await expect(page.getByRole("row").filter({ hasText: row }).first()).toBeVisible();
    await shoot(name);
  }
  await page.goto("/admin/products");
  await page.getByRole("link", { name: "Parallel Lines" }).click();
  await expect(page.getByRole("textbox", { name: "Title" }).first()).toHaveValue("Parallel Lines");
  await shoot("product");
  const pocket = await openPage(phone);
  await new Clerk(pocket).open();
  await pocket.getByText("Show the numbers").first().waitFor();
  await savePicture(pocket, "admin-home-phone");
}
