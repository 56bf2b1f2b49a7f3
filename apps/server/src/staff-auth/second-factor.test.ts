import { oneTimeCode } from "@dualtrack/testkit/one-time-code";
import { expect } from "vitest";
import { test } from "./testing/staff-test.ts";

test("with a second factor the password alone opens nothing; a code does, and each backup code once", async ({
  staff,
}) => {
  await using host = await staff.openHost();
  const who = await staff.person();
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
  expect(await staff.auditOf(who.email)).toEqual(
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

test("a code works once, also if two use it at the same time", async ({ staff }) => {
  await using host = await staff.openHost();
  const { who, secret } = await staff.withSecondFactor(host);
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
  const setUp = await staff.withSecondFactor(host);
  const half = await host.signIn(setUp.who);
  const cookie = half.setCookie.find((one) => one.includes("two_factor="))?.split(";")[0];
  expect((await give(cookie, setUp.code)).status).toBe(401);
});

test("a backup code does not turn on the second factor, and the log does not say so", async ({ staff }) => {
  await using host = await staff.openHost();
  const who = await staff.person();
  const { cookie } = await host.signIn(who);
  const begun = await host.post("/auth/two-factor/enable", { password: who.password }, { cookie });
  const { backupCodes } = JSON.parse(begun.body) as { backupCodes: string[] };
  const code = backupCodes[0];
  expect((await host.post("/auth/two-factor/verify-backup-code", { code }, { cookie })).status).toBe(400);
  expect(await staff.auditOf(who.email)).not.toContain(`staff.second_factor_on by ${who.name}`);
  const { who: done, cookie: theirs, secret } = await staff.withSecondFactor(host);
  const again = await host.post(
    "/auth/two-factor/verify-totp",
    { code: oneTimeCode(secret, 1) },
    { cookie: theirs },
  );
  expect(again.status).toBe(400);
  const on = (await staff.auditOf(done.email)).filter((entry) => entry.startsWith("staff.second_factor_on"));
  expect(on).toHaveLength(1);
});
