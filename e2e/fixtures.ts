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
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ shop }, use) => use(shop.url),
  customer: async ({ page, shop }, use) => {
    const strangers: string[] = [];
    page.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      const isOurs =
        origin === shop.url || origin === shop.stripeUrl || protocol === "data:" || protocol === "blob:";
      if (!isOurs) strangers.push(request.url());
    });
    await use(new Customer(page));
    expect(strangers, "no page loads anything from another host").toEqual([]);
    await shop.outside("DELETE", "/faults");
  },
});

export { Customer, cards } from "./customer.ts";
export { expect };
