import type { AddressInfo } from "node:net";
import type { Shop } from "@dualtrack/commerce";
import { staffEmailOf } from "@dualtrack/contract";
import type { Db } from "@dualtrack/db";
import { openTestShop, type TestLog, type TestShop } from "@dualtrack/testkit";
import { oneTimeCode } from "@dualtrack/testkit/one-time-code";
import express from "express";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownOrigins } from "../config/own-origins.ts";
import { ensureOwner, staffWithPassword } from "../database/owner.ts";
import { nameRequest } from "../request/request-id.ts";
import { createStaffAuth, type StaffAuth } from "./staff-auth.ts";

const owner = { email: "Owner@Dualtrack.test", password: "two-parallel-lines", name: "Owner" };
const shopUrl = "https://shop.dualtrack.test";

let shop: TestShop;
let db: Db;
let log: TestLog;

beforeAll(async () => {
  shop = await openTestShop();
  ({ db, log } = shop);
  await ensureOwner(db, owner);
});

afterAll(() => shop?.[Symbol.asyncDispose]());

test("the owner signs in, the cookie identifies them, and no longer after they sign out", async () => {
  await using host = await openHost();
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
  expect(await db.staffSession.count({ where: { userId: me?.id ?? "" } })).toBe(1);

  const signedOut = await host.post("/auth/sign-out", {}, { cookie: answer.cookie });
  expect(signedOut.status).toBe(200);
  expect(signedOut.setCookie[0]).toMatch(/^dualtrack\.session_token=;.*Max-Age=0/);
  expect(await host.auth.findStaff({ cookie: answer.cookie })).toBeNull();
  expect(await db.staffSession.count()).toBe(0);
});

test("behind TLS the cookie is sent over TLS only", async () => {
  await using host = await openHost({ publicUrl: shopUrl });
  const { setCookie } = await host.signIn(owner, { origin: shopUrl });
  expect(setCookie[0]).toMatch(/^__Secure-dualtrack\.session_token=/);
  expect(attributesOf(setCookie[0])).toContain("Secure");
});

test("a missing, forged or expired cookie identifies nobody", async () => {
  await using host = await openHost();
  expect(await host.auth.findStaff({})).toBeNull();
  expect(await host.auth.findStaff({ cookie: "dualtrack.session_token=made-up" })).toBeNull();
  const { cookie } = await host.signIn(owner);
  expect(await host.auth.findStaff({ cookie })).not.toBeNull();
  expect(await host.auth.findStaff({ cookie: cookie.replace(/.{8}$/, "AAAAAAA%3D") })).toBeNull();
  await db.staffSession.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
  expect(await host.auth.findStaff({ cookie })).toBeNull();
});

test("a wrong password and an unknown person get the same message, after the same work", async () => {
  await using host = await openHost();
  const wrong = { email: owner.email, password: "two-crossing-lines" };
  const unknown = { email: "nobody@dualtrack.test", password: owner.password };
  await host.signIn(wrong); // the first request also sets things up
  const times = { wrong: [] as number[], unknown: [] as number[] };
  for (let round = 0; round < 4; round++) {
    const [first, second] = [await timed(() => host.signIn(wrong)), await timed(() => host.signIn(unknown))];
    expect(first.result.status).toBe(401);
    expect(first.result.body).toEqual(second.result.body);
    expect(second.result.status).toBe(401);
    times.wrong.push(first.ms);
    times.unknown.push(second.ms);
  }
  // Hashing takes tens of milliseconds, an answer without it one or two.
  expect(Math.min(...times.unknown)).toBeGreaterThan(Math.min(...times.wrong) / 2);
  expect(log.errors).toEqual([]);
});

test("what better-auth logs bears the id of its request", async () => {
  const lines: { msg: string; requestId?: string }[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  await using host = await openHost({ of: { ...shop, log } });
  // Another account and address: the tries of the owner's own are counted by the tests below.
  const wrong = { ...(await person()), password: "two-crossing-lines" };
  const { headers } = await host.signIn(wrong, { "x-forwarded-for": "198.18.1.1" });
  const requestId = headers.get("x-request-id");
  expect(lines.filter(({ msg }) => msg.startsWith("Staff sign-in"))).toMatchObject([{ requestId }]);
});

test("nobody signs up, and what the console does not use is closed", async () => {
  await using host = await openHost();
  const before = await db.staff.count();
  const outsider = { email: "stranger@dualtrack.test", password: "let-me-in-please", name: "Stranger" };
  expect((await host.post("/auth/sign-up/email", outsider)).status).toBe(404);
  expect((await host.post("/auth/update-user", { name: "Stranger" })).status).toBe(404);
  expect((await fetch(`${host.url}/auth/get-session`)).status).toBe(404);
  expect(await db.staff.count()).toBe(before);
});

test("a page of another site can neither sign anybody in nor out", async () => {
  await using host = await openHost();
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

test("a shop on this machine is opened as localhost or as 127.0.0.1, whichever it calls", async () => {
  await using host = await openHost();
  const byName = host.url.replace("127.0.0.1", "localhost");
  expect((await host.signIn(owner)).status).toBe(200);
  expect((await host.signIn(owner, { origin: byName }, byName)).status).toBe(200);
  expect((await host.signIn(owner, { origin: byName })).status).toBe(200);
});

test("behind a proxy the public origin and what is configured beside it sign in, whatever the Host says", async () => {
  const publicUrl = "http://shop.dualtrack.test";
  await using host = await openHost({ publicUrl, alsoAllowed: ["http://admin.dualtrack.test"] });
  // To this server the Host header is an address of its own, as behind a proxy that rewrites it.
  expect((await host.signIn(owner, { origin: publicUrl })).status).toBe(200);
  expect((await host.signIn(owner, { origin: "http://admin.dualtrack.test" })).status).toBe(200);
  expect((await host.signIn(owner, { origin: host.url })).status).toBe(403);
  expect((await host.signIn(owner, { origin: "https://shop.dualtrack.test" })).status).toBe(403);
  expect((await host.signIn(owner, { origin: "http://evil.test" })).status).toBe(403);
});

test("the eleventh try in a minute has to wait, whatever address it claims to come from", async () => {
  await using host = await openHost({ trustProxy: false });
  const wrong = { email: owner.email, password: "two-crossing-lines" };
  for (let count = 0; count < 10; count++) expect((await host.signIn(wrong)).status).toBe(401);
  const late = await host.signIn(owner, {
    "x-forwarded-for": "203.0.113.9",
    "x-dualtrack-client-ip": "203.0.113.9",
  });
  expect(late.status).toBe(429);
  expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("guesses from many addresses have a queue of their own: known callers sign in meanwhile", async () => {
  await using host = await openHost();
  const member = await person();
  expect((await host.signIn(member)).status).toBe(200);
  const guesses = Array.from({ length: 30 }, (_, n) =>
    host.signIn(
      { email: `somebody-${n}@dualtrack.test`, password: "a-guess-like-others" },
      { "x-forwarded-for": `198.18.0.${n}` },
    ),
  );
  const known = await Promise.all([host.signIn(member), host.signIn(member)]);
  expect(known.map(({ status }) => status)).toEqual([200, 200]);
  const answers = await Promise.all(guesses);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every(({ headers }) => Number(headers.get("retry-after")) > 0)).toBe(true);
  expect(answers.every(({ status }) => status === 429 || status === 401)).toBe(true);
});

test("addresses in the same IPv6 /64 count as the same caller", async () => {
  await using host = await openHost();
  const member = await person();
  const from = (address: string) => ({ "x-forwarded-for": address });
  const wrong = { email: member.email, password: "two-crossing-lines" };
  for (let count = 0; count < 10; count++)
    expect((await host.signIn(wrong, from(`2001:db8:0:1::${count + 1}`))).status).toBe(401);
  expect((await host.signIn(member, from("2001:db8:0:1:ffff::1"))).status).toBe(429);
  expect((await host.signIn(wrong, from("2001:db8:0:2::1"))).status).toBe(429); // ten anonymous clients tried this account
});

test("a body that is no sign-in is refused, and a huge one is not read", async () => {
  await using host = await openHost();
  const { email } = await person();
  expect((await host.post("/auth/sign-in/email", { email })).status).toBe(400);
  expect((await host.signIn({ email, password: "x".repeat(20_000) })).status).toBe(413);
});

test("the owner is created once, also by two processes at a time, and keeps a changed password", async () => {
  const second = { email: "second@dualtrack.test", password: "another-long-one", name: "Second" };
  const outcomes = await Promise.all([ensureOwner(db, second), ensureOwner(db, second)]);
  expect(outcomes.toSorted()).toEqual(["created", "present"]);
  expect(await ensureOwner(db, { ...second, password: "not-taken-over" })).toBe("present");
  await using host = await openHost();
  expect((await host.signIn({ ...second, password: "not-taken-over" })).status).toBe(401);
  expect((await host.signIn(second)).status).toBe(200);
  await expect(ensureOwner(db, { ...second, password: "short" })).rejects.toThrow("8 to 128");
});

test("it finds the accounts that a password opens", async () => {
  expect(await staffWithPassword(db, owner.password)).toEqual([owner.email.toLowerCase()]);
  expect(await staffWithPassword(db, "nobody-has-this-one")).toEqual([]);
});

test("many addresses that guess one account have to wait; where its owner signed in before, they still can", async () => {
  await using home = await openHost();
  const target = await person();
  expect((await home.signIn(target)).status).toBe(200);
  for (let count = 0; count < 10; count++) {
    await using outsider = await openHost();
    expect((await outsider.signIn({ ...target, password: "two-crossing-lines" })).status).toBe(401);
  }
  await using outsider = await openHost();
  expect((await outsider.signIn(target)).status).toBe(429);
  expect((await home.signIn(target)).status).toBe(200); // and this proof lets others try again
  expect((await outsider.signIn(target)).status).toBe(200);
  expect(await auditOf(target.email)).toContain("staff.sign_in_failed by somebody");
});

test("a forgotten password is reset by a link that works once and ends all sessions", async () => {
  await using host = await openHost();
  const who = await person();
  const { cookie } = await host.signIn(who);
  const [known, unknown] = [
    await host.post("/auth/request-password-reset", { email: who.email }),
    await host.post("/auth/request-password-reset", { email: "nobody@dualtrack.test" }),
  ];
  expect(known.status).toBe(200);
  expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
  const mails = await db.mail.findMany({ where: { kind: "password_reset" } });
  expect(mails.map(({ recipient }) => recipient)).toEqual([who.email]);
  const token = /token=([\w-]+)/.exec(mails[0]?.text ?? "")?.[1];
  expect(await db.staffVerification.count({ where: { identifier: { contains: token ?? "" } } })).toBe(0);

  const newPassword = "three-lines-that-meet";
  expect((await host.post("/auth/reset-password", { token, newPassword: "short" })).status).toBe(400);
  expect((await host.post("/auth/reset-password", { token, newPassword })).status).toBe(200);
  expect(await host.auth.findStaff({ cookie })).toBeNull();
  expect((await host.post("/auth/reset-password", { token, newPassword })).status).toBe(400);
  expect((await host.signIn(who)).status).toBe(401);
  expect((await host.signIn({ ...who, password: newPassword })).status).toBe(200);
  expect(await auditOf(who.email)).toEqual(
    expect.arrayContaining(["staff.request_reset by somebody", `staff.reset_password by ${who.name}`]),
  );
});

test("a reset link is over after an hour", async () => {
  await using host = await openHost();
  const who = await person();
  await host.post("/auth/request-password-reset", { email: who.email });
  await db.staffVerification.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
  const mail = await db.mail.findFirstOrThrow({ where: { recipient: who.email } });
  const token = /token=([\w-]+)/.exec(mail.text)?.[1];
  const newPassword = "three-lines-that-meet";
  expect((await host.post("/auth/reset-password", { token, newPassword })).status).toBe(400);
  expect((await host.signIn(who)).status).toBe(200);
});

test("a changed password ends the other sessions and keeps this one", async () => {
  await using host = await openHost();
  const who = await person();
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

test("with a second factor the password alone opens nothing; a code does, and each backup code once", async () => {
  await using host = await openHost();
  const who = await person();
  const first = await host.signIn(who);
  const setUp = await host.post(
    "/auth/two-factor/enable",
    { password: who.password },
    { cookie: first.cookie },
  );
  const { totpURI, backupCodes } = JSON.parse(setUp.body) as { totpURI: string; backupCodes: string[] };
  const secret = new URL(totpURI).searchParams.get("secret") ?? "";
  const on = await host.post(
    "/auth/two-factor/verify-totp",
    { code: oneTimeCode(secret) },
    { cookie: first.cookie },
  );
  expect(on.status).toBe(200);

  const half = await host.signIn(who);
  expect(JSON.parse(half.body)).toEqual({ twoFactorRedirect: true });
  const challenge = half.setCookie
    .find((cookie) => cookie.startsWith("dualtrack.two_factor="))
    ?.split(";")[0];
  expect(
    await host.auth.findStaff({ cookie: half.setCookie.map((one) => one.split(";")[0]).join("; ") }),
  ).toBeNull();
  const step = (path: string, code: string) =>
    host.post(`/auth/two-factor/${path}`, { code }, { cookie: challenge });
  expect((await step("verify-totp", "000000")).status).toBe(401);
  const inside = await step("verify-totp", oneTimeCode(secret, 1));
  expect(inside.status).toBe(200);
  expect(inside.body).not.toContain("token");
  expect(await auditOf(who.email)).toEqual(
    expect.arrayContaining([
      `staff.second_factor_on by ${who.name}`,
      "staff.second_factor_failed by somebody",
      `staff.sign_in by ${who.name}`,
    ]),
  );

  for (const status of [200, 401]) {
    const again = await host.signIn(who);
    const cookie = again.setCookie.find((one) => one.includes("two_factor="))?.split(";")[0];
    const answer = await host.post(
      "/auth/two-factor/verify-backup-code",
      { code: backupCodes[0] },
      { cookie },
    );
    expect(answer.status).toBe(status);
  }
});

test("a code works once, also if two use it at the same time", async () => {
  await using host = await openHost();
  const { who, secret } = await withSecondFactor(host);
  const challenge = async () => {
    const half = await host.signIn(who);
    return half.setCookie.find((one) => one.includes("two_factor="))?.split(";")[0];
  };
  const give = (cookie: string | undefined, code: string) =>
    host.post("/auth/two-factor/verify-totp", { code }, { cookie });
  const [first, second] = [await challenge(), await challenge()];
  const code = oneTimeCode(secret, 1);
  const answers = await Promise.all([give(first, code), give(second, code)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  expect((await give(await challenge(), code)).status).toBe(401);
  // What turned the second factor on was used, too.
  const setUp = await withSecondFactor(host);
  const half = await host.signIn(setUp.who);
  const cookie = half.setCookie.find((one) => one.includes("two_factor="))?.split(";")[0];
  expect((await give(cookie, setUp.code)).status).toBe(401);
});

test("a backup code does not turn on the second factor, and the log does not say so", async () => {
  await using host = await openHost();
  const who = await person();
  const { cookie } = await host.signIn(who);
  const begun = await host.post("/auth/two-factor/enable", { password: who.password }, { cookie });
  const { backupCodes } = JSON.parse(begun.body) as { backupCodes: string[] };
  const code = backupCodes[0];
  expect((await host.post("/auth/two-factor/verify-backup-code", { code }, { cookie })).status).toBe(400);
  expect(await auditOf(who.email)).not.toContain(`staff.second_factor_on by ${who.name}`);
  const { who: done, cookie: theirs, secret } = await withSecondFactor(host);
  const again = await host.post(
    "/auth/two-factor/verify-totp",
    { code: oneTimeCode(secret, 1) },
    { cookie: theirs },
  );
  expect(again.status).toBe(400);
  const on = (await auditOf(done.email)).filter((entry) => entry.startsWith("staff.second_factor_on"));
  expect(on).toHaveLength(1);
});

test("text that the database can't store is refused, and is no fault", async () => {
  await using host = await openHost();
  const odd = "a\0b@dualtrack.test";
  expect((await host.signIn({ email: odd, password: "two-parallel-lines" })).status).toBe(400);
  expect((await host.post("/auth/request-password-reset", { email: odd })).status).toBe(400);
  const reset = { token: "\0", newPassword: "three-lines-that-meet" };
  expect((await host.post("/auth/reset-password", reset)).status).toBe(400);
  expect(log.errors).toEqual([]);
});

test.each(["black&white/#1!@dualtrack.test", "Jürgen@bücher.example"])(
  "%s signs in, and may ask for a new password, as anybody else",
  async (email) => {
    await using host = await openHost();
    const { password, name } = owner;
    await ensureOwner(db, { email, password, name });
    const answer = await host.signIn({ email: ` ${email}`, password });
    expect(answer.status).toBe(200);
    expect(await host.auth.findStaff({ cookie: answer.cookie })).toMatchObject({
      email: staffEmailOf(email),
    });
    expect((await host.signIn({ email, password: "another-password" })).status).toBe(401);
    await host.post("/auth/request-password-reset", { email });
    expect(await db.mail.count({ where: { recipient: staffEmailOf(email), kind: "password_reset" } })).toBe(
      1,
    );
  },
);

/** Somebody who has set up a second factor; `code` is the one that turned it on. */
async function withSecondFactor(host: Awaited<ReturnType<typeof openHost>>) {
  const who = await person();
  const { cookie } = await host.signIn(who);
  const setUp = await host.post("/auth/two-factor/enable", { password: who.password }, { cookie });
  const { totpURI } = JSON.parse(setUp.body) as { totpURI: string };
  const secret = new URL(totpURI).searchParams.get("secret") ?? "";
  const code = oneTimeCode(secret);
  const on = await host.post("/auth/two-factor/verify-totp", { code }, { cookie });
  expect(on.status).toBe(200);
  return { who, secret, code, cookie: on.cookie };
}

let people = 0;

/** Somebody on the staff, whom no other test knows. */
async function person() {
  const who = {
    email: `person-${++people}@dualtrack.test`,
    password: "one-of-many-lines",
    name: `Person ${people}`,
  };
  await ensureOwner(db, who);
  return who;
}

async function auditOf(subject: string): Promise<string[]> {
  const rows = await db.auditEntry.findMany({ where: { subject }, orderBy: { id: "asc" } });
  return rows.map(({ action, staffName }) => `${action} by ${staffName}`);
}

function staffAuth(
  publicUrl = "http://127.0.0.1:4000",
  alsoAllowed: string[] = [],
  of: Shop = shop,
): StaffAuth {
  const secret = "a secret of at least thirty-two characters, k3T!x9";
  const origins = ownOrigins(publicUrl, alsoAllowed);
  return createStaffAuth(of, { publicUrl, origins, secret });
}

let addresses = 0;

/** The server around staff sign-in; each comes from an address of its own, as tries are counted by it. */
async function openHost({
  publicUrl,
  alsoAllowed,
  trustProxy = true,
  of,
}: {
  publicUrl?: string;
  alsoAllowed?: string[];
  trustProxy?: boolean;
  of?: Shop;
} = {}) {
  const app = express().set("trust proxy", trustProxy).use(nameRequest);
  const server = app.listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const auth = staffAuth(publicUrl ?? url, alsoAllowed, of);
  app.use("/auth", auth.handler);
  const address = `198.51.100.${++addresses}`;

  async function post(
    path: string,
    body: object,
    headers: Record<string, string | undefined> = {},
    at = url,
  ) {
    const all = { "content-type": "application/json", origin: url, "x-forwarded-for": address, ...headers };
    const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const response = await fetch(at + path, { method: "POST", headers: sent, body: JSON.stringify(body) });
    const setCookie = response.headers.getSetCookie();
    return {
      status: response.status,
      headers: response.headers,
      body: await response.text(),
      setCookie,
      cookie: setCookie[0]?.split(";")[0] ?? "",
    };
  }

  return {
    url,
    auth,
    post,
    signIn: (
      { email, password }: { email: string; password: string },
      headers: Record<string, string> = {},
      at = url,
    ) => post("/auth/sign-in/email", { email, password }, headers, at),
    [Symbol.asyncDispose]: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}

function attributesOf(setCookie: string | undefined): string[] {
  return (setCookie ?? "").split("; ").slice(1).toSorted();
}

async function timed<Result>(act: () => Promise<Result>): Promise<{ result: Result; ms: number }> {
  const start = performance.now();
  const result = await act();
  return { result, ms: performance.now() - start };
}
