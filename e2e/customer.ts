import { expect, type Locator, type Page } from "@playwright/test";

export const cards = {
  good: "4242 4242 4242 4242",
  declined: "4000 0000 0000 0002",
  noMoney: "4000 0000 0000 9995",
  asksBank: "4000 0000 0000 3220",
  disputed: "4000 0000 0000 0259",
};

/** Buys as a customer would, by the texts on the page. */
export class Customer {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get payButton(): Locator {
    return this.page.getByRole("button", { name: /^Pay €/ });
  }

  /** The part of an order's page that shows its status. */
  get status(): Locator {
    return this.page.getByRole("region", { name: "Status" });
  }

  async putIntoCart(slug: string, variant?: string): Promise<void> {
    await this.page.goto(`/products/${slug}`);
    // What the server has drawn can't be used, and is replaced when the scripts run.
    await expect(this.page.locator("main [inert]")).toHaveCount(0);
    if (variant !== undefined) await this.page.getByRole("radio", { name: variant }).check({ force: true });
    // The page counts it before the server has stored it: a customer who leaves at once would lose it.
    const added = this.page.waitForResponse(/\/trpc\/cart\.add/);
    await this.page.getByRole("button", { name: "Add to cart" }).click();
    await added;
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
    await this.repriced();
  }

  /** The page shows the price at the entered address, with the chosen method. */
  async repriced(): Promise<void> {
    await expect(this.page.getByRole("group", { name: "Delivery method" })).toHaveAttribute(
      "aria-busy",
      "false",
    );
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

  /** The number that a customer would quote, e.g. DT-1001. */
  async orderNumber(): Promise<string> {
    const text = await this.page
      .getByText(/DT-\d+/)
      .first()
      .textContent();
    return /DT-\d+/.exec(text ?? "")?.[0] ?? "";
  }
}
