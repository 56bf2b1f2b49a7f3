import { inviteStaff } from "@dualtrack/commerce";
import { owner as by } from "@dualtrack/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoPassword } from "../config/demo.ts";
import { ensureOwner, staffWithPassword } from "../database/owner.ts";
import { openTestServer, type TestServer } from "../testing/open-test-server.ts";

const liveKeys = {
  STRIPE_SECRET_KEY: "sk_live_a",
  STRIPE_PUBLISHABLE_KEY: "pk_live_a",
  STRIPE_WEBHOOK_SECRET: "whsec_a",
};
/** The full-width letters make the same hash. */
const spellings = [demoPassword, demoPassword.replace("two", "ｔｗｏ")];
const own = "three-lines-that-meet";

describe.each([
  ["a real shop", liveKeys, false],
  ["a demo", {}, true],
] as const)("in %s", (_, env, isAccepted) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer({ hasWorker: false, env });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  async function post(path: string, body: object, cookie = "") {
    const headers = { "content-type": "application/json", origin: server.url, cookie };
    const response = await fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    const [given = ""] = response.headers.getSetCookie();
    return { status: response.status, text: await response.text(), cookie: given.split(";")[0] };
  }

  /** A choice that this shop refuses, or accepts, as the route says it. */
  function expectChoice({ status, text }: { status: number; text: string }, refusal: number) {
    expect(status).toBe(isAccepted ? 200 : refusal);
    if (!isAccepted) expect(text).toContain('"code":"PASSWORD_IS_PUBLIC"');
  }

  const tokenOf = async (email: string) => {
    const { text } = await server.shop.db.mail.findFirstOrThrow({ where: { recipient: email } });
    return /token=([\w-]+)/.exec(text)?.[1];
  };

  test.each(spellings)("the demo's password as a changed one: %s", async (newPassword) => {
    const who = { email: `change-${newPassword.length}-${crypto.randomUUID()}@example.com`, password: own };
    await ensureOwner(server.shop.db, { ...who, name: "Anna" });
    const { cookie } = await post("/auth/sign-in/email", who);
    expectChoice(await post("/auth/change-password", { currentPassword: own, newPassword }, cookie), 400);
    const opened = await staffWithPassword(server.shop.db, own);
    expect(opened.includes(who.email)).toBe(!isAccepted);
  });

  test.each(spellings)("the demo's password after a forgotten one: %s", async (newPassword) => {
    const email = `reset-${crypto.randomUUID()}@example.com`;
    await ensureOwner(server.shop.db, { email, password: own, name: "Anna" });
    await post("/auth/request-password-reset", { email });
    const token = await tokenOf(email);
    expectChoice(await post("/auth/reset-password", { token, newPassword }), 400);
    // The link is good for another choice.
    const again = await post("/auth/reset-password", { token, newPassword: "another-of-our-own" });
    expect(again.status).toBe(isAccepted ? 400 : 200);
  });

  test.each(spellings)("the demo's password of somebody who was invited: %s", async (password) => {
    const email = `invited-${crypto.randomUUID()}@example.com`;
    const { shop } = server;
    await ensureOwner(shop.db, { email: by.email, password: own, name: by.name });
    await inviteStaff(shop, { requestId: crypto.randomUUID(), email, role: "support", by });
    const token = await tokenOf(email);
    const accept = (choice: string) =>
      post("/trpc/staff.acceptInvitation", { token, name: "Anna", password: choice });
    expectChoice(await accept(password), 409);
    expect(await shop.db.staff.count({ where: { email } })).toBe(isAccepted ? 1 : 0);
    // The link is good for another choice.
    expect((await accept(own)).status).toBe(isAccepted ? 409 : 200);
  });

  test("nobody's password is the demo's, unless it is a demo", async () => {
    expect((await staffWithPassword(server.shop.db, demoPassword)).length > 0).toBe(isAccepted);
  });
});
