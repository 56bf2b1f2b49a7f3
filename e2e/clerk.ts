import { type Cookie, expect, type Locator, type Page } from "@playwright/test";
import type { ShopProcess } from "./shop-process.ts";

/** Of the one shop that a worker has. */
let session: Cookie[] = [];

/** Works in the admin console as staff would. */
export class Clerk {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  /**
   * Opens a page of the console. The first clerk of a shop signs in by the form; later ones bring that session along, as
   * sign-ins are rationed.
   */
  async open(path = "/admin/"): Promise<void> {
    const context = this.page.context();
    await context.addCookies(session);
    await this.page.goto(path);
    if (session.length === 0) {
      await this.page.getByLabel("E-mail").fill("owner@dualtrack.example");
      await this.page.getByLabel("Password", { exact: true }).fill("two-tracks-one-order");
      await this.page.getByRole("button", { name: "Sign in" }).click();
    }
    // A phone hides it behind a button.
    const sections = this.page.getByRole("navigation", { name: "Sections", includeHidden: true });
    await expect(sections).toBeAttached();
    if (session.length > 0) return;
    const cookies = await context.cookies();
    session = cookies.filter(({ name }) => name.includes("session"));
  }

  /** Opens an order by its address. */
  async openOrder(number: string): Promise<void> {
    await this.open(`/admin/orders/${number}`);
    await expect(this.page.getByRole("heading", { level: 1, name: number })).toBeVisible();
  }

  /** Opens an order the way staff do: by searching for it. */
  async findOrder(number: string): Promise<void> {
    await this.open("/admin/orders");
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

  action(
    name: "Ship" | "Buy a label" | "Refund" | "Cancel a part" | "Cancel order" | "Resend confirmation",
  ): Locator {
    return this.page.getByRole("group", { name: "Actions" }).getByRole("button", { name, exact: true });
  }

  /** What can be done with one shipment of the order, by its tracking number. */
  shipment(trackingNumber: string): Locator {
    return this.page.getByRole("group", { name: `Shipment ${trackingNumber}` });
  }
}

/** What the audit log says was done to something (an order, a SKU, an address), the oldest first: `order.ship by …`. */
export async function auditOf(shop: ShopProcess, subject: string): Promise<string[]> {
  const rows = await shop.sql<{ entry: string }>(
    "select action || ' by ' || staff_email as entry from audit_entry where subject = $1 order by id",
    [subject],
  );
  return rows.map(({ entry }) => entry);
}

export const byOwner = (action: string) => `${action} by owner@dualtrack.example`;
