import { test as base, expect, type Locator, type Page } from "@playwright/test";
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

export { expect };

export const cards = {
  good: "4242 4242 4242 4242",
  declined: "4000 0000 0000 0002",
  noMoney: "4000 0000 0000 9995",
  asksBank: "4000 0000 0000 3220",
};

export class Customer {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get payButton(): Locator {
    return this.page.getByRole("button", { name: /^Pay €/ });
  }

  /** The part of an order's page that says how it stands. */
  get status(): Locator {
    return this.page.getByRole("region", { name: "Status" });
  }

  async putIntoCart(slug: string, variant?: string): Promise<void> {
    await this.page.goto(`/products/${slug}`);
    if (variant !== undefined) await this.page.getByRole("radio", { name: variant }).check({ force: true });
    await this.page.getByRole("button", { name: "Add to cart" }).click();
    await expect(this.page.getByRole("link", { name: /^Cart \d/ })).toBeVisible();
  }

  async goToCheckout(): Promise<void> {
    await this.page.goto("/checkout");
    await expect(this.payButton).toBeVisible();
  }

  async fillDetails(): Promise<void> {
    await this.page.getByLabel("E-mail").fill("customer@example.com");
    await this.page.getByLabel("Full name").fill("Ada Example");
    await this.page.getByLabel("Country").selectOption("AT");
    await this.page.getByLabel("Street and number").fill("1 Long Road");
    await this.page.getByLabel("Postal code").fill("1010");
    await this.page.getByLabel("City").fill("Vienna");
  }

  async fillCard(number: string): Promise<void> {
    const card = this.page.frameLocator('iframe[title="Secure payment input frame"]');
    await card.getByLabel("Card number", { exact: true }).fill(number);
    await card.getByLabel("Expiration date", { exact: true }).fill("12 / 40");
    await card.getByLabel("Security code", { exact: true }).fill("123");
  }

  /** Everything up to the moment of pressing Pay. */
  async readyToPay(slug: string, card = cards.good, variant?: string): Promise<void> {
    await this.putIntoCart(slug, variant);
    await this.goToCheckout();
    await this.fillDetails();
    await this.fillCard(card);
  }

  async answerBank(answer: "Complete authentication" | "Fail authentication"): Promise<void> {
    const bank = this.page.frameLocator('iframe[title="3D Secure authentication"]');
    await bank.getByRole("button", { name: answer }).click();
  }

  /** The number a customer would quote, e.g. DT-1001. */
  async orderNumber(): Promise<string> {
    const text = await this.page
      .getByText(/DT-\d+/)
      .first()
      .textContent();
    return /DT-\d+/.exec(text ?? "")?.[0] ?? "";
  }
}
