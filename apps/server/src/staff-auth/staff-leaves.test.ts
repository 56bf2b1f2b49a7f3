import { removeStaff } from "@dualtrack/commerce";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureOwner } from "../database/owner.ts";
import { openTestServer, subscribe, type TestServer } from "../testing/open-test-server.ts";

const password = "two-parallel-lines";
let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** Signs in as a member of staff who is new. */
async function arrive(name: string): Promise<{ id: string; email: string; cookie: string }> {
  const { db } = server.shop;
  const email = `${name}@dualtrack.test`;
  await ensureOwner(db, { email, password, name });
  const answer = await fetch(`${server.url}/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.url },
    body: JSON.stringify({ email, password }),
  });
  const { id } = await db.staff.findUniqueOrThrow({ where: { email }, select: { id: true } });
  return { id, email, cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
}

async function untilItEnds(messages: AsyncGenerator<unknown>): Promise<number> {
  const began = performance.now();
  while (!(await messages.next()).done);
  return performance.now() - began;
}

test("a page's subscription ends within seconds when its reader is removed or signed out", async () => {
  const [boss, removed, leaver] = [await arrive("boss"), await arrive("removed"), await arrive("leaver")];
  const watch = ({ cookie }: { cookie: string }) => subscribe(server.url, "live.changes", {}, { cookie });
  const [staying, theirs, another] = [watch(boss), watch(removed), watch(leaver)];
  for (const messages of [staying, theirs, another])
    expect(await messages.next()).toMatchObject({ done: false });
  const by = { name: "boss", email: boss.email, role: "owner", ip: null } as const;
  await removeStaff(server.shop, { staffId: removed.id, by });
  await server.shop.db.staffSession.deleteMany({ where: { userId: leaver.id } });
  const times = await Promise.all([untilItEnds(theirs), untilItEnds(another)]);
  expect(Math.max(...times)).toBeLessThan(9_000);
  const silence = new Promise((done) => setTimeout(() => done("still open"), 100));
  expect(await Promise.race([staying.next(), silence])).toBe("still open");
  expect(server.shop.log.errors).toEqual([]);
});
