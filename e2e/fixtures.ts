import { type BrowserContext, test as base, expect } from "@playwright/test";
import { Customer } from "./customer.ts";
import { type ShopProcess, startShop } from "./shop-process.ts";

interface Fixtures {
  /** Every page of every context, pop-ups too: what breaks its content policy, or comes from another host, fails the journey. */
  isWatched: null;
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
  isWatched: [
    async ({ browser }, use) => {
      const violations: string[] = [];
      const foreignRequests: string[] = [];
      const opened = new Set<BrowserContext>();
      const watch = (context: BrowserContext) => {
        opened.add(context);
        context.on("close", () => opened.delete(context));
        watching.push(recordViolations(context, violations));
        context.on("request", (request) => {
          const { hostname, protocol } = new URL(request.url());
          const isLocal = hostname === "localhost" || hostname === "127.0.0.1";
          if (!isLocal && protocol !== "data:" && protocol !== "blob:") foreignRequests.push(request.url());
        });
      };
      const watching: Promise<void>[] = [];
      browser.on("context", watch);
      await use(null);
      browser.off("context", watch);
      // A page that is left open would go on asking the shop while the other journeys run.
      await Promise.all([...opened].map((context) => context.close()));
      await Promise.all(watching);
      expect(violations, "no page violates its content policy").toEqual([]);
      expect(foreignRequests, "no page loads anything from another host").toEqual([]);
    },
    { auto: true },
  ],
  customer: async ({ page }, use) => use(new Customer(page)),
  faultsEnd: [
    async ({ shop }, use) => {
      await use(null);
      await shop.outside.noFaults();
    },
    { auto: true },
  ],
});

async function recordViolations(context: BrowserContext, violations: string[]): Promise<void> {
  const record = context.exposeFunction("recordViolation", (what: string) => violations.push(what));
  const listen = context.addInitScript(() => {
    // Not the document: a pop-up's first one is replaced.
    window.addEventListener("securitypolicyviolation", (event) => {
      const { documentURI, effectiveDirective, blockedURI, sourceFile } = event;
      const record = Reflect.get(window, "recordViolation") as (what: string) => void;
      record(`${documentURI}: ${effectiveDirective} ${blockedURI} in ${sourceFile}`);
    });
  });
  await Promise.all([record, listen]);
}

export { Customer, cards } from "./customer.ts";
export { expect };
