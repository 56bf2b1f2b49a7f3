import { oneTimeCode } from "@dualtrack/testkit/one-time-code";
import type { Browser, Page } from "@playwright/test";
import { Clerk } from "./clerk.ts";
import { buyByApi } from "./customer-by-api.ts";
import { expect, test } from "./fixtures.ts";
import type { ShopProcess } from "./shop-process.ts";

const password = "two-parallel-lines";

test("an owner invites support, who joins, sees less, and is refused by the server what the page does not offer", async ({
  page,
  browser,
  shop,
}) => {
  const { number } = await buyByApi(shop, "signal-path");

  const theirs = await join(page, browser, shop, "support@people.test", "Support");
  await signIn(theirs, "support@people.test", password);
  const sections = theirs.getByRole("navigation", { name: "Sections" });
  await expect(sections.getByRole("link", { name: "Orders", exact: true })).toBeVisible();
  await expect(sections.getByRole("link", { name: "Staff" })).toHaveCount(0);
  await expect(sections.getByRole("link", { name: "Audit log" })).toHaveCount(0);
  await theirs.goto(`/admin/orders/${number}`);
  await expect(new Clerk(theirs).action("Refund")).toHaveAttribute("aria-disabled", "true");
  const refused = await theirs.request.post("/trpc/staff.invite", {
    data: { requestId: crypto.randomUUID(), email: "friend@people.test", role: "owner" },
  });
  expect(refused.status()).toBe(403);
  expect(await auditOf(shop, "support@people.test")).toEqual([
    "staff.invite by Owner",
    "staff.accept_invitation by Support",
    "staff.sign_in by Support",
  ]);
  await theirs.context().close();
});

test("a forgotten password is reset by mail, and the old session ends", async ({ page, browser, shop }) => {
  const email = "forgetful@people.test";
  const old = await join(page, browser, shop, email, "Forgetful");
  await signIn(old, email, password);
  const fresh = await (await browser.newContext({ baseURL: shop.url })).newPage();
  await fresh.goto("/admin/sign-in");
  await fresh.getByRole("link", { name: "Forgot your password?" }).click();
  // Until the page has changed, "E-mail" is the field of the one before.
  await expect(fresh.getByRole("heading", { name: "Forgot your password?" })).toBeVisible();
  await fresh.getByLabel("E-mail").fill(email);
  await fresh.getByRole("button", { name: "Send the mail" }).click();
  await expect(fresh.getByText("a mail is on its way")).toBeVisible();
  const link = await linkIn(shop, email, "password_reset");
  await fresh.goto(link);
  await fresh.getByLabel("New password", { exact: true }).fill("three-lines-that-meet");
  await fresh.getByRole("button", { name: "Change the password" }).click();
  await expect(fresh.getByRole("heading", { name: "Your password is changed" })).toBeVisible();
  await old.goto("/admin/orders");
  await expect(old).toHaveURL(/sign-in/);
  await signIn(fresh, email, "three-lines-that-meet");
  await fresh.goto(link);
  await fresh.getByLabel("New password", { exact: true }).fill("four-lines-that-meet");
  await fresh.getByRole("button", { name: "Change the password" }).click();
  await expect(fresh.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  expect(await auditOf(shop, email)).toContain("staff.reset_password by Forgetful");
  await old.context().close();
  await fresh.context().close();
});

test("a second factor is set up with a phone and asked for at the next sign-in; guessing it is slowed down", async ({
  page,
  browser,
  shop,
}) => {
  const email = "careful@people.test";
  const theirs = await join(page, browser, shop, email, "Careful");
  await signIn(theirs, email, password);
  await theirs.goto("/admin/account");
  await theirs.getByRole("button", { name: "Set up" }).click();
  await theirs.getByRole("dialog").getByLabel("Your password", { exact: true }).fill(password);
  await theirs.getByRole("dialog").getByRole("button", { name: "Continue" }).click();
  await expect(theirs.getByRole("img", { name: /QR code/ })).toBeVisible();
  const secret = (await theirs.locator("code").textContent()) ?? "";
  await theirs.getByLabel(/Six digits/).fill(oneTimeCode(secret));
  await theirs.getByRole("button", { name: "Turn on" }).click();
  await expect(theirs.getByRole("list", { name: "Backup codes" }).getByRole("listitem")).toHaveCount(10);

  const phone = await (await browser.newContext({ baseURL: shop.url })).newPage();
  const begin = async () => {
    await phone.goto("/admin/sign-in");
    await fillSignIn(phone, email, password);
    await expect(phone.getByRole("heading", { name: "Second factor" })).toBeVisible();
  };
  const give = async (code: string) => {
    await phone.getByLabel(/Six digits/).fill(code);
    await phone.getByRole("button", { name: "Continue" }).click();
  };
  await begin();
  for (let count = 1; count <= 5; count++) {
    const answered = phone.waitForResponse(/verify-totp/);
    await give("000000");
    expect((await answered).status()).toBe(401);
    await expect(phone.getByText(/This code is not right/)).toBeVisible();
  }
  await give(oneTimeCode(secret, 1));
  await expect(phone.getByText(/Begin again with your password/)).toBeVisible();
  await begin();
  await give(oneTimeCode(secret, 1)); // the code that turned it on was used
  await expect(phone.getByRole("navigation", { name: "Sections" })).toBeAttached();

  await theirs.goto("/admin/account");
  await theirs.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(theirs.getByText(/other sessions have ended/)).toBeVisible();
  await phone.goto("/admin/orders");
  await expect(phone).toHaveURL(/sign-in/);
  const audit = await auditOf(shop, email);
  for (const entry of [
    "second_factor_on by Careful",
    "second_factor_failed by somebody",
    "end_sessions by Careful",
  ])
    expect(audit).toContain(`staff.${entry}`);
  await phone.context().close();
  await theirs.context().close();
});

test("a session ends while something is typed: signing in again, here or in another tab, loses nothing of it", async ({
  page,
  browser,
  shop,
}) => {
  const email = "interrupted@people.test";
  const theirs = await join(page, browser, shop, email, "Interrupted");
  await signIn(theirs, email, password);
  const endSessions = () =>
    shop.sql("delete from staff_session where user_id = (select id from staff where email = $1)", [email]);
  const name = theirs.getByLabel("As others see it");
  // The page may learn it by itself before: its button is hidden from then on, and so not pressed here.
  const endAndSave = async () => {
    await endSessions();
    await name.press("Enter");
  };
  const again = theirs.getByRole("dialog", { name: "Your session has ended" });

  await theirs.goto("/admin/account");
  await name.fill("Typed before the end");
  await endAndSave();
  await expect(again.getByLabel("E-mail")).toHaveValue(email);
  await theirs.keyboard.press("Escape");
  await again.getByLabel("Password", { exact: true }).fill("one-line-that-does-not-meet");
  await again.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(again.getByRole("alert").filter({ hasText: "password" }).first()).toBeVisible();
  await again.getByLabel("Password", { exact: true }).fill(password);
  await again.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(again).toHaveCount(0);
  await expect(name).toHaveValue("Typed before the end");
  await theirs.getByRole("button", { name: "Save" }).click();
  await expect(theirs.getByText("Your name is changed.")).toBeVisible();

  await name.fill("Typed after the change");
  await endAndSave();
  await expect(again).toBeVisible();
  const other = await theirs.context().newPage();
  await signIn(other, email, password);
  await other.close();
  await theirs.bringToFront();
  await theirs.evaluate(() => dispatchEvent(new Event("focus")));
  await expect(again).toHaveCount(0);
  await expect(name).toHaveValue("Typed after the change");

  await endAndSave();
  await again.getByRole("button", { name: /^Leave this page/ }).click();
  await expect(theirs).toHaveURL(/sign-in\?back=/);
  await theirs.context().close();
});

/** The owner invites a person, who follows the mail's link. Returns their browser. */
async function join(
  page: Page,
  browser: Browser,
  shop: ShopProcess,
  email: string,
  name: string,
): Promise<Page> {
  await new Clerk(page).open("/admin/staff");
  await page.getByRole("button", { name: "Invite somebody" }).click();
  await page.getByRole("dialog").getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the invitation" }).click();
  await expect(page.getByText(`An invitation is on its way to ${email}.`)).toBeVisible();
  const theirs = await (await browser.newContext({ baseURL: shop.url })).newPage();
  await theirs.goto(await linkIn(shop, email, "staff_invitation"));
  await theirs.getByLabel("Your name").fill(name);
  await theirs.getByLabel("Password", { exact: true }).fill(password);
  await theirs.getByRole("button", { name: "Create my account" }).click();
  await theirs.getByRole("link", { name: "Sign in" }).click();
  return theirs;
}

async function signIn(page: Page, email: string, secret: string): Promise<void> {
  await page.goto("/admin/sign-in");
  await fillSignIn(page, email, secret);
  await expect(page.getByRole("navigation", { name: "Sections" })).toBeAttached();
}

async function fillSignIn(page: Page, email: string, secret: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(secret);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** The link in the newest mail of this kind. */
async function linkIn(shop: ShopProcess, recipient: string, kind: string): Promise<string> {
  const [mail] = await shop.sql<{ text: string }>(
    "select text from mail where recipient = $1 and kind = $2::mail_kind order by created_at desc",
    [recipient, kind],
  );
  return /\/admin\/\S+/.exec(mail?.text ?? "")?.[0] ?? "";
}

async function auditOf(shop: ShopProcess, subject: string): Promise<string[]> {
  const rows = await shop.sql<{ entry: string }>(
    "select action || ' by ' || staff_name as entry from audit_entry where subject = $1 order by id",
    [subject],
  );
  return rows.map(({ entry }) => entry);
}
