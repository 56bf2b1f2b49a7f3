import { renewCalendarFeed, revokeCalendarFeed } from "@dualtrack/commerce";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestServer, type TestServer } from "../testing/open-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());
const by = { name: "Ada", email: "ada@example.com", role: "manager", ip: null } as const;
/** Node's fetch would add "no-cache", which asks for the whole file. */
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { headers: { "cache-control": "max-age=0", ...headers } });

test("a calendar is sent to whoever has its address, with a tag by which it is not sent twice", async () => {
  const { url } = await renewCalendarFeed(server.shop, { resourceId: null, by });
  const { pathname } = new URL(url);
  const response = await get(pathname);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
  expect(response.headers.get("cache-control")).toBe("private, no-cache");
  expect(response.headers.get("x-robots-tag")).toBe("noindex");
  expect(await response.text()).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR/);
  const etag = response.headers.get("etag") ?? "";
  expect((await get(pathname, { "if-none-match": etag })).status).toBe(304);
  await revokeCalendarFeed(server.shop, { resourceId: null, by });
  expect((await get(pathname, { "if-none-match": etag })).status).toBe(404);
});

test("whoever guesses addresses is told nothing, and is slowed down; a right one still opens", async () => {
  const { url } = await renewCalendarFeed(server.shop, { resourceId: null, by });
  const guesses = ["x", "x.ics", `${"a".repeat(32)}.ics`, `${"a".repeat(33)}.ics`, "%00.ics", "..%2f.ics"];
  const { limits } = server.shop.settings;
  server.shop.settings.limits = {
    ...limits,
    // The revoked address of the test before was one, too.
    perMinute: { ...limits.perMinute, wrongLinks: guesses.length + 1 },
  };
  for (const guess of guesses) expect((await get(`/calendars/${guess}`)).status, guess).toBe(404);
  const refused = await get("/calendars/y.ics");
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await get(new URL(url).pathname)).status).toBe(200);
});
