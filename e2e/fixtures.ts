import { test as base, expect } from "@playwright/test";
import { Customer } from "./customer.ts";
import { type ShopProcess, startShop } from "./shop-process.ts";

interface Fixtures {
  /** Buys as a customer would. */
  customer: Customer;
  /** Ends the faults that a journey set: the shop is the next one's, too. */
  faultsEnd: null;
}

interface WorkerFixtures {
  shop: ShopProcess;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  shop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants to see which fixtures are used
    async ({}, use) => {
      await using shop = await startShop();
      // Most journeys buy this one, and one shop has all journeys of a worker.
      await shop.sql(
        `insert into stock_movement (variant_id, kind, quantity)
         select v.id, 'receive', 500 from variant v join product p on p.id = v.product_id where p.slug = 'signal-path'`,
      );
      await use(shop);
    },
    { scope: "worker", timeout: 600_000 },
  ],
  baseURL: async ({ shop }, use) => use(shop.url),
  page: async ({ page, shop }, use) => {
    const violations: string[] = [];
    await page.exposeFunction("recordViolation", (what: string) => violations.push(what));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        const { documentURI, effectiveDirective, blockedURI, sourceFile } = event;
        const record = Reflect.get(window, "recordViolation") as (what: string) => void;
        record(`${documentURI}: ${effectiveDirective} ${blockedURI} in ${sourceFile}`);
      });
    });
    const foreignRequests: string[] = [];
    page.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      const isOurs =
        origin === shop.url || origin === shop.stripeUrl || protocol === "data:" || protocol === "blob:";
      if (!isOurs) foreignRequests.push(request.url());
    });
    await use(page);
    expect(violations, "no page violates its content policy").toEqual([]);
    expect(foreignRequests, "no page loads anything from another host").toEqual([]);
  },
  customer: async ({ page }, use) => use(new Customer(page)),
  faultsEnd: [
    async ({ shop }, use) => {
      await use(null);
      await shop.outside.noFaults();
    },
    { auto: true },
  ],
});

export { Customer, cards } from "./customer.ts";
export { expect };
