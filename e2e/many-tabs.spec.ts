import type { Page } from "@playwright/test";
import { buyByApi } from "./customer-by-api.ts";
import { expect, test } from "./fixtures.ts";

/** More than the six connections that a browser opens to a server without HTTP/2. */
const tabs = 8;

test("eight tabs of the console share one stream: all are live, one that closes hands it over, and signing out ends it", async ({
  page,
  context,
  shop,
}) => {
  const open = new Set<Page>();
  let most = 0;
  context.on("request", (request) => {
    if (!request.url().includes("live.changes")) return;
    open.add(request.frame().page());
    most = Math.max(most, open.size);
  });
  const ended = (request: { url(): string; frame(): { page(): Page } }) => {
    if (request.url().includes("live.changes")) open.delete(request.frame().page());
  };
  context.on("requestfailed", ended);
  context.on("requestfinished", ended);

  // Not as a clerk of other journeys: signing out ends the session.
  await page.goto("/admin/orders");
  await page.getByLabel("E-mail").fill("owner@dualtrack.example");
  await page.getByLabel("Password", { exact: true }).fill("two-tracks-one-order");
  await page.getByRole("button", { name: "Sign in" }).click();
  const pages = [page];
  while (pages.length < tabs) pages.push(await context.newPage());
  for (const tab of pages.slice(1)) await tab.goto("/admin/orders");
  for (const tab of pages) await expect(tab.getByText("Live", { exact: true })).toBeVisible();
  await buyByApi(shop, "signal-path");
  for (const tab of pages) await expect(tab.getByRole("button", { name: "1 new order" })).toBeVisible();
  expect([open.size, most]).toEqual([1, 1]);

  const [holder] = open;
  const others = pages.filter((tab) => tab !== holder);
  open.clear();
  await holder?.close();
  await buyByApi(shop, "signal-path");
  for (const tab of others) await expect(tab.getByRole("button", { name: "2 new orders" })).toBeVisible();
  expect([open.size, most]).toEqual([1, 1]);

  const [leaver, ...left] = others;
  await leaver?.getByRole("button", { name: "Sign out" }).click();
  for (const tab of left)
    await expect(tab.getByRole("dialog", { name: "Your session has ended" })).toBeVisible();
});
