import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { putOnSale } from "./goods.ts";
import type { ShopProcess } from "./shop-process.ts";

/** What went wrong when the page's scripts went on from what the server had drawn. */
function problemsOf(page: Page): string[] {
  const problems: string[] = [];
  page.on("pageerror", ({ message }) => problems.push(message));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  return problems;
}

/** Holds the page's scripts until they are let go. */
async function holdScripts(page: Page): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((done) => (letGo = done));
  await page.route("**/assets/*.js", async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

const callsTo = (page: Page, procedure: string) => {
  const calls: string[] = [];
  page.on("request", (request) => request.url().includes(procedure) && calls.push(request.url()));
  return calls;
};

const priceOf = (shop: ShopProcess, slug: string, amount: number) =>
  shop.sql(
    `update price set unit_amount = $2 from variant, product
     where variant.id = price.variant_id and product.id = variant.product_id and product.slug = $1`,
    [slug, amount],
  );

test("goods, prices and pictures are in the pages before any script runs", async ({ browser, shop }) => {
  const context = await browser.newContext({
    ...{ baseURL: shop.url, locale: "en-IE", javaScriptEnabled: false },
  });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Made in small numbers.");
  const tile = page.getByRole("listitem").filter({ hasText: "Signal Path" });
  await expect(tile).toContainText("€");
  const pictures = page.locator("main img");
  expect(await pictures.count()).toBeGreaterThan(3);
  expect(
    await pictures.first().evaluate((image) => (image as HTMLImageElement).naturalWidth),
  ).toBeGreaterThan(0);
  await tile.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Signal Path");
  await expect(page.locator("main")).toContainText("€");
  // It would do nothing, and does not look as if it did.
  await expect(page.locator("[inert]").getByText("Add to cart")).toBeVisible();
  await context.close();
});

test("the scripts go on from what the server drew: nothing is asked again, moved or drawn anew", async ({
  page,
}) => {
  for (const [path, procedure] of [
    ["/", "catalog.list"],
    ["/products/signal-path", "catalog.product"],
  ] as const) {
    const problems = problemsOf(page);
    const calls = callsTo(page, procedure);
    const letGo = await holdScripts(page);
    await page.goto(path, { waitUntil: "commit" });
    const heading = page.getByRole("heading", { level: 1 });
    await heading.evaluate((element) => (element.dataset.drawn = "by the server"));
    const image = page.locator("main img").first();
    await image.evaluate((element) => (element.dataset.drawn = "by the server"));
    letGo();
    await expect(page).toHaveTitle(/ · /);
    await expect(page.locator("[inert]")).toHaveCount(0);
    await expect(page.getByText("This is a test shop")).toBeVisible();
    await expect(heading).toHaveAttribute("data-drawn", "by the server");
    await expect(image).toHaveAttribute("data-drawn", "by the server");
    expect(calls).toEqual([]);
    expect(problems).toEqual([]);
    const shifts = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          new PerformanceObserver((list) => {
            const entries = list.getEntries() as unknown as { value: number }[];
            done(entries.reduce((sum, { value }) => sum + value, 0));
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(0), 500);
        }),
    );
    expect(shifts, "what moved").toBeLessThan(0.02);
    await page.unroute("**/assets/*.js");
  }
});

test("a page shows the price of now: when it is opened, and when somebody comes back to it", async ({
  page,
  shop,
}) => {
  await putOnSale(shop, { slug: "price-of-now", title: "Price of Now", onHand: 5, price: 1_100 });
  await page.goto("/products/price-of-now");
  await expect(page.locator("main")).toContainText("€11.00");
  await priceOf(shop, "price-of-now", 1_300);
  expect(await (await fetch(`${shop.url}/products/price-of-now`)).text()).toContain("€13.00");
  await page.goto("/cart");
  await page.goBack();
  await expect(page.locator("main")).toContainText("€13.00");
  await priceOf(shop, "price-of-now", 1_700);
  await page.reload();
  await expect(page.locator("main")).toContainText("€17.00");
});

test("whatever a product is called is text, also in what the scripts begin with", async ({ page, shop }) => {
  const problems = problemsOf(page);
  const title = '</script><script>document.title="x"</script><!-- %SHOP_NAME% $& "';
  await putOnSale(shop, { slug: "hostile-title", title, onHand: 5 });
  await page.goto("/products/hostile-title");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(page.locator("[inert]")).toHaveCount(0);
  expect(problems).toEqual([]);
});

test("when a product opens is said in the customer's time, who looks from Tokyo", async ({
  browser,
  shop,
}) => {
  await putOnSale(shop, { slug: "opens-later", title: "Opens Later", onHand: 5 });
  await shop.sql("update product set opens_at = '2100-05-01T20:30:00Z' where slug = 'opens-later'");
  const context = await browser.newContext({
    ...{ baseURL: shop.url, locale: "en-IE", timezoneId: "Asia/Tokyo" },
  });
  const page = await context.newPage();
  const problems = problemsOf(page);
  await page.goto("/products/opens-later");
  await expect(page.getByRole("button", { name: /On sale from .*2 May.* 2100.*05:30/ })).toBeVisible();
  await expect(page.getByText(/Opens .*2 May.* 2100.*05:30/)).toBeVisible();
  expect(problems).toEqual([]);
  await context.close();
});
