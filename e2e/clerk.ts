import { expect, type Locator, type Page } from "@playwright/test";

/** Works in the admin console as staff would. */
export class Clerk {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  async signIn(): Promise<void> {
    await this.page.goto("/admin/");
    await this.page.getByLabel("E-mail").fill("owner@dualtrack.example");
    await this.page.getByLabel("Password", { exact: true }).fill("two-tracks-one-order");
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await expect(this.page.getByRole("heading", { level: 1, name: "Orders" })).toBeVisible();
  }

  /** Opens an order the way staff do: by searching for it. */
  async openOrder(number: string): Promise<void> {
    await this.page.goto("/admin/orders");
    await expect(this.page.getByRole("heading", { level: 1, name: "Orders" })).toBeVisible();
    await this.page.keyboard.press("/");
    await this.page.keyboard.type(number);
    await this.page.keyboard.press("Enter");
    await expect(this.page).toHaveURL(new RegExp(`q=${number}`));
    await expect(this.page.getByRole("row").filter({ hasText: /DT-\d+/ })).toHaveCount(1);
    await this.page.getByRole("link", { name: number }).first().click();
    await expect(this.page).toHaveURL(new RegExp(`/admin/orders/${number}`));
    await expect(this.page.getByRole("heading", { level: 1, name: number })).toBeVisible();
  }

  action(name: "Refund" | "Cancel order" | "Resend confirmation"): Locator {
    return this.page.getByRole("group", { name: "Actions" }).getByRole("button", { name, exact: true });
  }
}
