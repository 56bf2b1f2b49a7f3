import { type Cookie, expect, type Locator, type Page } from "@playwright/test";
import type { ShopProcess } from "./shop-process.ts";

const sessions = new Map<string, Cookie[]>();

/** Works in the admin console as staff would. */
export class Clerk {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  /** Signs in by the form once per shop; later clerks bring that session along, as sign-ins are rationed. */
  async signIn(): Promise<void> {
    await this.page.goto("/admin/");
    const shop = new URL(this.page.url()).origin;
    const session = sessions.get(shop);
    if (session === undefined) {
      await this.page.getByLabel("E-mail").fill("owner@dualtrack.example");
      await this.page.getByLabel("Password", { exact: true }).fill("two-tracks-one-order");
      await this.page.getByRole("button", { name: "Sign in" }).click();
    } else {
      await this.page.context().addCookies(session);
      await this.page.goto("/admin/");
    }
    await expect(this.page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
    const cookies = await this.page.context().cookies();
    sessions.set(
      shop,
      cookies.filter(({ name }) => name.includes("session")),
    );
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

  action(name: "Ship" | "Refund" | "Cancel order" | "Resend confirmation"): Locator {
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
