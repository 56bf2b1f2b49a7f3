import { staffEmailOf } from "@dualtrack/contract";
import { expect } from "vitest";
import { openLog } from "../config/open-log.ts";
import { ensureOwner } from "../database/owner.ts";
import { owner, test } from "./testing/staff-test.ts";

const shopUrl = "https://shop.dualtrack.test";

test("the owner signs in, the cookie identifies them, and no longer after they sign out", async ({
  shop,
  staff,
}) => {
  await using host = await staff.openHost();
  const answer = await host.signIn(owner);
  expect(answer.status).toBe(200);
  expect(answer.setCookie).toHaveLength(1);
  expect(answer.setCookie[0]).toMatch(/^dualtrack\.session_token=/);
  expect(attributesOf(answer.setCookie[0])).toEqual([
    "HttpOnly",
    "Max-Age=604800",
    "Path=/",
    "SameSite=Strict",
  ]);

  const me = await host.auth.findStaff({ cookie: answer.cookie });
  expect(me).toEqual({
    id: expect.any(String),
    name: "Owner",
    email: "owner@dualtrack.test",
    role: "owner",
    sessionId: expect.any(String),
  });
  expect(await shop.db.staffSession.count({ where: { userId: me?.id ?? "" } })).toBe(1);

  const signedOut = await host.post("/auth/sign-out", {}, { cookie: answer.cookie });
  expect(signedOut.status).toBe(200);
  expect(signedOut.setCookie[0]).toMatch(/^dualtrack\.session_token=;.*Max-Age=0/);
  expect(await host.auth.findStaff({ cookie: answer.cookie })).toBeNull();
  expect(await shop.db.staffSession.count()).toBe(0);
});

test("behind TLS the cookie is sent over TLS only", async ({ staff }) => {
  await using host = await staff.openHost({ publicUrl: shopUrl });
  const { setCookie } = await host.signIn(owner, { origin: shopUrl });
  expect(setCookie[0]).toMatch(/^__Secure-dualtrack\.session_token=/);
  expect(attributesOf(setCookie[0])).toContain("Secure");
});

test("a missing, forged or expired cookie identifies nobody", async ({ shop, staff }) => {
  await using host = await staff.openHost();
  expect(await host.auth.findStaff({})).toBeNull();
  expect(await host.auth.findStaff({ cookie: "dualtrack.session_token=made-up" })).toBeNull();
  const { cookie } = await host.signIn(owner);
  expect(await host.auth.findStaff({ cookie })).not.toBeNull();
  expect(await host.auth.findStaff({ cookie: cookie.replace(/.{8}$/, "AAAAAAA%3D") })).toBeNull();
  await shop.db.staffSession.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
  expect(await host.auth.findStaff({ cookie })).toBeNull();
});

test("nobody signs up, and what the console does not use is closed", async ({ shop, staff }) => {
  await using host = await staff.openHost();
  const before = await shop.db.staff.count();
  const outsider = { email: "stranger@dualtrack.test", password: "let-me-in-please", name: "Stranger" };
  expect((await host.post("/auth/sign-up/email", outsider)).status).toBe(404);
  expect((await host.post("/auth/update-user", { name: "Stranger" })).status).toBe(404);
  expect((await fetch(`${host.url}/auth/get-session`)).status).toBe(404);
  expect(await shop.db.staff.count()).toBe(before);
});

test("a body that is no sign-in is refused, and a huge one is not read", async ({ staff }) => {
  await using host = await staff.openHost();
  const { email } = await staff.person();
  expect((await host.post("/auth/sign-in/email", { email })).status).toBe(400);
  expect((await host.signIn({ email, password: "x".repeat(20_000) })).status).toBe(413);
});

test("text that the database can't store is refused, and is no fault", async ({ shop, staff }) => {
  await using host = await staff.openHost();
  const odd = "a\0b@dualtrack.test";
  expect((await host.signIn({ email: odd, password: "two-parallel-lines" })).status).toBe(400);
  expect((await host.post("/auth/request-password-reset", { email: odd })).status).toBe(400);
  const reset = { token: "\0", newPassword: "three-lines-that-meet" };
  expect((await host.post("/auth/reset-password", reset)).status).toBe(400);
  expect(shop.log.errors).toEqual([]);
});

test.for(["black&white/#1!@dualtrack.test", "Jürgen@bücher.example"])(
  "%s signs in, and may ask for a new password, as anybody else",
  async (email, { shop, staff }) => {
    await using host = await staff.openHost();
    const { password, name } = owner;
    await ensureOwner(shop.db, { email, password, name });
    const answer = await host.signIn({ email: ` ${email}`, password });
    expect(answer.status).toBe(200);
    expect(await host.auth.findStaff({ cookie: answer.cookie })).toMatchObject({
      email: staffEmailOf(email),
    });
    expect((await host.signIn({ email, password: "another-password" })).status).toBe(401);
    await host.post("/auth/request-password-reset", { email });
    expect(
      await shop.db.mail.count({ where: { recipient: staffEmailOf(email), kind: "password_reset" } }),
    ).toBe(1);
  },
);

test("what better-auth logs bears the id of its request", async ({ shop, staff }) => {
  const lines: { msg: string; requestId?: string }[] = [];
  const log = openLog({ LOG_LEVEL: "info" }, { write: (line) => void lines.push(JSON.parse(line)) });
  await using host = await staff.openHost({ of: { ...shop, log } });
  // Another account and address: the tries of the owner's own are counted.
  const wrong = { ...(await staff.person()), password: "two-crossing-lines" };
  const { headers } = await host.signIn(wrong, { "x-forwarded-for": "198.18.1.1" });
  const requestId = headers.get("x-request-id");
  expect(lines.filter(({ msg }) => msg.startsWith("Staff sign-in"))).toMatchObject([{ requestId }]);
});

function attributesOf(setCookie: string | undefined): string[] {
  return (setCookie ?? "").split("; ").slice(1).toSorted();
}
