import { expect } from "vitest";
import { owner, test } from "./testing/staff-test.ts";

test("a wrong password and an unknown person get the same message, after the same work", async ({
  shop,
  staff,
}) => {
  await using host = await staff.openHost();
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
  expect(shop.log.errors).toEqual([]);
});

test("the eleventh try in a minute has to wait, whatever address it claims to come from", async ({
  staff,
}) => {
  await using host = await staff.openHost({ trustProxy: false });
  const member = await staff.person();
  const wrong = { ...member, password: "two-crossing-lines" };
  for (let count = 0; count < 10; count++) expect((await host.signIn(wrong)).status).toBe(401);
  const late = await host.signIn(member, {
    "x-forwarded-for": "203.0.113.9",
    "x-dualtrack-client-ip": "203.0.113.9",
  });
  expect(late.status).toBe(429);
  expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("guesses from many addresses have a queue of their own: known callers sign in meanwhile", async ({
  staff,
}) => {
  await using host = await staff.openHost();
  const member = await staff.person();
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

test("addresses in the same IPv6 /64 count as the same caller", async ({ staff }) => {
  await using host = await staff.openHost();
  const member = await staff.person();
  const from = (address: string) => ({ "x-forwarded-for": address });
  const wrong = { email: member.email, password: "two-crossing-lines" };
  for (let count = 0; count < 10; count++)
    expect((await host.signIn(wrong, from(`2001:db8:0:1::${count + 1}`))).status).toBe(401);
  expect((await host.signIn(member, from("2001:db8:0:1:ffff::1"))).status).toBe(429);
  expect((await host.signIn(wrong, from("2001:db8:0:2::1"))).status).toBe(429); // ten anonymous clients tried this account
});

test("many addresses that guess one account have to wait; where its owner signed in before, they still can", async ({
  staff,
}) => {
  await using home = await staff.openHost();
  const target = await staff.person();
  expect((await home.signIn(target)).status).toBe(200);
  for (let count = 0; count < 10; count++) {
    await using outsider = await staff.openHost();
    expect((await outsider.signIn({ ...target, password: "two-crossing-lines" })).status).toBe(401);
  }
  await using outsider = await staff.openHost();
  expect((await outsider.signIn(target)).status).toBe(429);
  expect((await home.signIn(target)).status).toBe(200); // and this proof lets others try again
  expect((await outsider.signIn(target)).status).toBe(200);
  expect(await staff.auditOf(target.email)).toContain("staff.sign_in_failed by somebody");
});

async function timed<Result>(act: () => Promise<Result>): Promise<{ result: Result; ms: number }> {
  const start = performance.now();
  const result = await act();
  return { result, ms: performance.now() - start };
}
