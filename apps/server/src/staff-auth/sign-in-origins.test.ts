import { expect } from "vitest";
import { owner, test } from "./testing/staff-test.ts";

test("a page of another site can neither sign anybody in nor out", async ({ staff }) => {
  await using host = await staff.openHost();
  const foreign = { origin: "http://evil.test" };
  expect((await host.signIn(owner, foreign)).status).toBe(403);
  expect((await host.signIn(owner, { origin: "null" })).status).toBe(403);
  // The same host under TLS, or another port of it, is another origin.
  expect((await host.signIn(owner, { origin: host.url.replace("http:", "https:") })).status).toBe(403);
  expect((await host.signIn(owner, { origin: "http://localhost:1" })).status).toBe(403);

  const { cookie } = await host.signIn(owner);
  for (const origin of ["http://evil.test", "null"]) {
    expect((await host.post("/auth/sign-out", {}, { origin, cookie })).status).toBe(403);
  }
  expect((await host.post("/auth/sign-out", {}, { origin: undefined, cookie })).status).toBe(403);
  expect(await host.auth.findStaff({ cookie })).not.toBeNull();
});

test("a shop on this machine is opened as localhost or as 127.0.0.1, whichever it calls", async ({
  staff,
}) => {
  await using host = await staff.openHost();
  const byName = host.url.replace("127.0.0.1", "localhost");
  expect((await host.signIn(owner)).status).toBe(200);
  expect((await host.signIn(owner, { origin: byName }, byName)).status).toBe(200);
  expect((await host.signIn(owner, { origin: byName })).status).toBe(200);
});

test("behind a proxy the public origin and what is configured beside it sign in, whatever the Host says", async ({
  staff,
}) => {
  const publicUrl = "http://shop.dualtrack.test";
  await using host = await staff.openHost({ publicUrl, alsoAllowed: ["http://admin.dualtrack.test"] });
  // To this server the Host header is an address of its own, as behind a proxy that rewrites it.
  expect((await host.signIn(owner, { origin: publicUrl })).status).toBe(200);
  expect((await host.signIn(owner, { origin: "http://admin.dualtrack.test" })).status).toBe(200);
  expect((await host.signIn(owner, { origin: host.url })).status).toBe(403);
  expect((await host.signIn(owner, { origin: "https://shop.dualtrack.test" })).status).toBe(403);
  expect((await host.signIn(owner, { origin: "http://evil.test" })).status).toBe(403);
});
