import { expect } from "vitest";
import { ensureOwner, staffWithPassword } from "../database/owner.ts";
import { owner, test } from "./testing/staff-test.ts";

test("the owner is created once, also by two processes at a time, and keeps a changed password", async ({
  shop,
  staff,
}) => {
  const second = { email: "second@dualtrack.test", password: "another-long-one", name: "Second" };
  const outcomes = await Promise.all([ensureOwner(shop.db, second), ensureOwner(shop.db, second)]);
  expect(outcomes.toSorted()).toEqual(["created", "present"]);
  expect(await ensureOwner(shop.db, { ...second, password: "not-taken-over" })).toBe("present");
  await using host = await staff.openHost();
  expect((await host.signIn({ ...second, password: "not-taken-over" })).status).toBe(401);
  expect((await host.signIn(second)).status).toBe(200);
  // What the console would not take.
  const short = { ...second, email: "third@dualtrack.test", password: "eleven-long" };
  await expect(ensureOwner(shop.db, short)).rejects.toThrow("too short: at least 12 characters");
  expect(await ensureOwner(shop.db, { ...short, password: "twelve-longs" })).toBe("created");
});

test("it finds the accounts that a password opens", async ({ shop }) => {
  expect(await staffWithPassword(shop.db, owner.password)).toEqual([owner.email.toLowerCase()]);
  expect(await staffWithPassword(shop.db, "nobody-has-this-one")).toEqual([]);
});

test("a forgotten password is reset by a link that works once and ends all sessions", async ({
  shop,
  staff,
}) => {
  await using host = await staff.openHost();
  const who = await staff.person();
  const { cookie } = await host.signIn(who);
  const [known, unknown] = [
    await host.post("/auth/request-password-reset", { email: who.email }),
    await host.post("/auth/request-password-reset", { email: "nobody@dualtrack.test" }),
  ];
  expect(known.status).toBe(200);
  expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
  const mails = await shop.db.mail.findMany({ where: { kind: "password_reset" } });
  expect(mails.map(({ recipient }) => recipient)).toEqual([who.email]);
  const token = /token=([\w-]+)/.exec(mails[0]?.text ?? "")?.[1];
  expect(await shop.db.staffVerification.count({ where: { identifier: { contains: token ?? "" } } })).toBe(0);

  const newPassword = "three-lines-that-meet";
  expect((await host.post("/auth/reset-password", { token, newPassword: "short" })).status).toBe(400);
  expect((await host.post("/auth/reset-password", { token, newPassword })).status).toBe(200);
  expect(await host.auth.findStaff({ cookie })).toBeNull();
  expect((await host.post("/auth/reset-password", { token, newPassword })).status).toBe(400);
  expect((await host.signIn(who)).status).toBe(401);
  expect((await host.signIn({ ...who, password: newPassword })).status).toBe(200);
  expect(await staff.auditOf(who.email)).toEqual(
    expect.arrayContaining(["staff.request_reset by somebody", `staff.reset_password by ${who.name}`]),
  );
});

test("a reset link is over after an hour", async ({ shop, staff }) => {
  await using host = await staff.openHost();
  const who = await staff.person();
  await host.post("/auth/request-password-reset", { email: who.email });
  await shop.db.staffVerification.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
  const mail = await shop.db.mail.findFirstOrThrow({ where: { recipient: who.email } });
  const token = /token=([\w-]+)/.exec(mail.text)?.[1];
  const newPassword = "three-lines-that-meet";
  expect((await host.post("/auth/reset-password", { token, newPassword })).status).toBe(400);
  expect((await host.signIn(who)).status).toBe(200);
});

test("a changed password ends the other sessions and keeps this one", async ({ staff }) => {
  await using host = await staff.openHost();
  const who = await staff.person();
  const other = await host.signIn(who);
  const { cookie } = await host.signIn(who);
  const newPassword = "three-lines-that-meet";
  const wrong = { currentPassword: "not-my-password", newPassword, revokeOtherSessions: false };
  expect((await host.post("/auth/change-password", wrong, { cookie })).status).toBe(400);
  const right = { currentPassword: who.password, newPassword };
  const changed = await host.post("/auth/change-password", right, { cookie });
  expect(changed.status).toBe(200);
  expect(changed.body).not.toContain("token");
  expect(await host.auth.findStaff({ cookie: other.cookie })).toBeNull();
  expect(await host.auth.findStaff({ cookie: changed.cookie })).not.toBeNull();
});
