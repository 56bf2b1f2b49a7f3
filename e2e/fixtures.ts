import { test as base, expect } from "@playwright/test";
import { Customer } from "./customer.ts";
import { type ShopProcess, startShop } from "./shop-process.ts";

interface Fixtures {
  /** Buys as a customer would. */
  customer: Customer;
}

interface WorkerFixtures {
  shop: ShopProcess;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  shop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants to see which fixtures are used
    async ({}, use) => {
      const shop = await startShop();
      await use(shop);
      await shop.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  baseURL: async ({ shop }, use) => use(shop.url),
  page: async ({ page }, use) => {
    const violations: string[] = [];
    await page.exposeFunction("noteViolation", (what: string) => violations.push(what));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        const { documentURI, effectiveDirective, blockedURI, sourceFile } = event;
        const note = Reflect.get(window, "noteViolation") as (what: string) => void;
        note(`${documentURI}: ${effectiveDirective} ${blockedURI} in ${sourceFile}`);
      });
    });
    await use(page);
    expect(violations, "no page violates its content policy").toEqual([]);
  },
  customer: async ({ page, shop }, use) => {
    const anonymousClients: string[] = [];
    page.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      const isOurs =
        origin === shop.url || origin === shop.stripeUrl || protocol === "data:" || protocol === "blob:";
      if (!isOurs) anonymousClients.push(request.url());
    });
    await use(new Customer(page));
    expect(anonymousClients, "no page loads anything from another host").toEqual([]);
    await shop.outside("DELETE", "/faults");
  },
});

export { Customer, cards } from "./customer.ts";
export { expect };
