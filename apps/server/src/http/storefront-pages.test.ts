import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { limitCheckouts, listSwitches, startCheckout } from "@dualtrack/commerce";
import { guestWith, openTestShop, owner, stockedVariant, type TestShop } from "@dualtrack/testkit";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { storefrontPages } from "./storefront-pages.ts";

// With a build in place of the storefront's, which draws a page as the names of what it is given. That of the shop is tried by journeys.
const html = `<head><title>%SHOP_NAME%</title>
<link rel="modulepreload" crossorigin href="/assets/shared.js"><link rel="stylesheet" href="/assets/a.css"></head>
<body><div id="root"></div></body>`;
const chunks = {
  "index.html": { file: "assets/index.js", imports: ["_shared.js"] },
  "_shared.js": { file: "assets/shared.js" },
  "_gallery.js": { file: "assets/gallery.js", imports: ["_shared.js"] },
  "src/routes/product.tsx": { file: "assets/product.js", imports: ["_shared.js", "_gallery.js"] },
  "src/routes/checkout.tsx": { file: "assets/checkout.js" },
};
const renderer = `let count = 0;
export async function renderPage(path, data, shopName) {
  if (path.includes("undrawable")) throw new Error("it can't be drawn");
  count += 1;
  return [path, shopName, JSON.stringify(data), "drawing " + count].join(" | ").replaceAll("<", "&lt;");
}`;

let shop: TestShop;
let folder: string;
let site: Server;
let slug: string;
let variantId: string;

beforeAll(async () => {
  shop = await openTestShop();
  variantId = await stockedVariant(shop, { onHand: 3 });
  ({ slug } = await shop.db.product.findFirstOrThrow({ where: { variants: { some: { id: variantId } } } }));
  folder = await mkdtemp(join(tmpdir(), "dualtrack-storefront-"));
  await mkdir(join(folder, "dist/.vite"), { recursive: true });
  await mkdir(join(folder, "dist-server"));
  const pages = storefrontPages(shop, shop.settings.linkSecret, folder);
  site = createServer(express().use(pages, (_request, response) => void response.send("the empty page")));
  await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  await new Promise((done) => site.close(done));
  await rm(folder, { recursive: true });
  await shop[Symbol.asyncDispose]();
});

async function build(text = html): Promise<void> {
  await writeFile(join(folder, "dist/.vite/manifest.json"), JSON.stringify(chunks));
  await writeFile(join(folder, "dist-server/render-page.js"), renderer);
  await writeFile(join(folder, "dist/index.html"), text);
}

const get = (path: string, headers: Record<string, string> = {}) =>
  // `fetch` alone would ask for an answer that nobody has kept.
  fetch(`http://127.0.0.1:${(site.address() as AddressInfo).port}${path}`, {
    headers: { "cache-control": "max-age=0", ...headers },
  });
const textOf = async (path: string, headers?: Record<string, string>) => (await get(path, headers)).text();
const dataOf = (page: string) =>
  JSON.parse(/<script id="first-data" type="application\/json">(.*)<\/script>/.exec(page)?.[1] ?? "null");

test("without a build, and while there is half of one, the next handler answers", async () => {
  expect(await textOf("/")).toBe("the empty page");
  await writeFile(join(folder, "dist/index.html"), html);
  expect(await textOf("/")).toBe("the empty page");
  await build();
  expect(await textOf("/")).toContain("drawing 1");
});

test("a page is drawn once as long as it says the same, with its own scripts and the data that they begin with", async () => {
  const page = await textOf(`/products/${slug}?variant=${variantId}&utm_source=x`);
  expect(page).toContain(
    `<div id="root">/products/${slug}?variant=${variantId} | ${shop.settings.shopName} | `,
  );
  expect(page).toContain(`<title>${shop.settings.shopName}</title>`);
  expect(dataOf(page)).toMatchObject({ page: "product", product: { slug, variants: [{ id: variantId }] } });
  const scripts = [...page.matchAll(/rel="modulepreload" crossorigin href="([^"]*)"/g)].map(
    ([, file]) => file,
  );
  expect(scripts.toSorted()).toEqual(["/assets/gallery.js", "/assets/product.js", "/assets/shared.js"]);
  expect(await textOf(`/products/${slug}?variant=${variantId}`)).toBe(page);
  expect(await textOf(`/products/${slug}?variant=another`)).toContain(`/products/${slug} | `);
  expect(await textOf("/checkout")).toContain('href="/assets/checkout.js"');
});

test("browsers ask each time, and a change shows at once; nobody else may keep it", async () => {
  const first = await get(`/products/${slug}`);
  expect(first.headers.get("cache-control")).toBe("private, no-cache");
  expect(first.headers.get("content-type")).toBe("text/html; charset=utf-8");
  const etag = first.headers.get("etag") ?? "";
  expect((await get(`/products/${slug}`, { "if-none-match": etag })).status).toBe(304);
  await shop.db.price.updateMany({ where: { variantId }, data: { unitAmount: 4_321 } });
  const changed = await get(`/products/${slug}`, { "if-none-match": etag });
  expect(changed.status).toBe(200);
  expect(dataOf(await changed.text()).product.variants[0].price.amount).toBe(4_321);
  expect((await get("/", { "accept-encoding": "br" })).status).toBe(200);
});

test("while nobody may begin a checkout, the page says so from the beginning, in the staff's words", async () => {
  const before = await textOf("/");
  const { version } = (await listSwitches(shop)).find(({ name }) => name === "new_checkouts") ?? {
    version: 0,
  };
  const limit = { percent: null, message: "Back <at> noon", reason: "a test", by: owner };
  await limitCheckouts(shop, { ...limit, version, audience: "nobody" });
  const notice = { audience: "nobody", message: "Back <at> noon" };
  expect(dataOf(await textOf("/"))).toMatchObject({ page: "catalog", notice });
  expect(dataOf(await textOf(`/products/${slug}`))).toMatchObject({ page: "product", notice });
  await limitCheckouts(shop, { ...limit, version: version + 1, audience: "everybody" });
  expect(await textOf("/")).toBe(before);
});

test("whoever has units reserved sees their own page, and others do not", async () => {
  const token = await guestWith(shop, { [variantId]: 3 });
  await startCheckout(shop, { cartToken: token });
  const own = { cookie: `dualtrack_cart=${token}` };
  const mine = await textOf(`/products/${slug}`, own);
  expect(dataOf(mine).product.availability).toBe("low");
  expect(dataOf(await textOf(`/products/${slug}`)).product.availability).toBe("sold_out");
  expect(await textOf(`/products/${slug}`, own), "it is drawn once, though its view is made each time").toBe(
    mine,
  );
});

test("what staff write can't end the data, and is no script", async () => {
  const title = "</script><script>alert(1)</script><!-- $& %SHOP_NAME%";
  await shop.db.product.update({ where: { slug }, data: { title } });
  const page = await textOf("/");
  expect(page.split("<script>")).toHaveLength(1);
  expect(page.split("</script>")).toHaveLength(2);
  expect(dataOf(page).list.products[0].title).toBe(title);
});

test("another build is drawn by its own renderer, and nothing of the old one is kept", async () => {
  await build(html.replace("a.css", "b.css"));
  const page = await textOf("/");
  expect(page).toContain("b.css");
  expect(page).toContain("drawing 1");
});

test("what there is not, and what can't be read or drawn, is the empty page's", async () => {
  for (const path of ["/products/none", "/products/a%22%3E", "/nowhere", "/assets/x.js", "/categories/none"])
    expect(await textOf(path), path).not.toContain("drawing");
  await shop.db.product.update({ where: { slug }, data: { slug: "undrawable" } });
  shop.log.expectErrors(/a page could not be drawn/);
  expect(await textOf("/products/undrawable")).toBe("the empty page");
  shop.log.expectErrors(/what a page shows first could not be read/);
  await shop.db.$executeRaw`alter table catalog_version rename to catalog_version_away`;
  expect(await textOf("/")).not.toContain("drawing");
  await shop.db.$executeRaw`alter table catalog_version_away rename to catalog_version`;
  expect(await textOf("/")).toContain("drawing");
});
