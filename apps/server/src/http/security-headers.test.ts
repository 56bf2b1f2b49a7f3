import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestServer, type TestServer } from "../testing/open-test-server.ts";
import { builtScripts, securityHeaders, storefrontHeaders } from "./security-headers.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const headersOf = async (path: string) => (await fetch(`${server.url}${path}`)).headers;
const directivesOf = (headers: Headers) => headers.get("content-security-policy")?.split(";");

/** The headers that a storefront at this address is sent with. */
async function headersAt(publicUrl: string, stripeApiBase: string | null): Promise<Headers> {
  const app = express();
  app.use(securityHeaders(publicUrl), storefrontHeaders(stripeApiBase, builtScripts));
  app.get("/", (_request, response) => void response.send("A page."));
  const site = createServer(app);
  await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
  try {
    return (await fetch(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`)).headers;
  } finally {
    await new Promise((done) => site.close(done));
  }
}

test("every answer keeps its content type, can't be framed, and sends no referrer to other sites", async () => {
  const paths = ["/", "/admin/", "/orders/a.b", "/healthz", "/readyz", "/metrics", "/healthz/details"];
  const others = ["/trpc/none", "/auth/none", "/exports/orders.csv", "/media/none/1.webp", "/dev/mail"];
  for (const path of [...paths, ...others, "/webhooks/stripe"]) {
    const headers = await headersOf(path);
    expect(headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(headers.get("referrer-policy"), path).toBe("same-origin");
    expect(headers.get("x-frame-options"), path).toBe("DENY");
    expect(directivesOf(headers), path).toEqual(
      expect.arrayContaining(["frame-ancestors 'none'", "base-uri 'none'"]),
    );
    expect(headers.has("x-powered-by"), path).toBe(false);
    expect(headers.has("strict-transport-security"), path).toBe(false);
  }
});

test("answers that are not pages may load nothing, and mails in the outbox run no script", async () => {
  for (const path of ["/healthz", "/trpc/none", "/exports/orders.csv", "/media/none/1.webp"])
    expect(directivesOf(await headersOf(path)), path).toEqual([
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "default-src 'none'",
    ]);
  const outbox = directivesOf(await headersOf("/dev/mail"));
  expect(outbox).toContain("default-src 'none'");
  expect(outbox?.some((directive) => directive.startsWith("script-src"))).toBe(false);
});

test("the console loads from itself alone, the storefront also from Stripe or the sandbox that replaces it", async () => {
  const ofAll = [
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "default-src 'self'",
    "img-src 'self' data:",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
  ];
  expect(directivesOf(await headersOf("/admin/"))).toEqual([
    ...ofAll,
    "script-src 'self'",
    "media-src 'self' blob:",
  ]);
  const sandbox = server.shop.sandbox.url;
  expect(directivesOf(await headersOf("/"))).toEqual([
    ...ofAll,
    `script-src 'self' ${sandbox}`,
    `frame-src ${sandbox}`,
    `connect-src 'self' ${sandbox}`,
  ]);
  expect(directivesOf(await headersAt("http://localhost:4000", null))).toEqual([
    ...ofAll,
    "script-src 'self' https://js.stripe.com https://*.js.stripe.com",
    "frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com",
    "connect-src 'self' https://api.stripe.com",
  ]);
});

test("windows that Stripe's frames open for wallets and banks can answer; the console's can't", async () => {
  expect((await headersOf("/")).get("cross-origin-opener-policy")).toBe("same-origin-allow-popups");
  expect((await headersOf("/admin/")).get("cross-origin-opener-policy")).toBe("same-origin");
});

test("a shop at an https address sends HSTS for a year, without subdomains", async () => {
  const headers = await headersAt("https://shop.example.com", null);
  expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
  expect((await headersAt("http://localhost:4000", null)).has("strict-transport-security")).toBe(false);
});
