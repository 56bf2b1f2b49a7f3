import type { Shop } from "@dualtrack/commerce";
import { test as shopTest } from "@dualtrack/testkit";
import { oneTimeCode } from "@dualtrack/testkit/one-time-code";
import { expect } from "vitest";
import { ensureOwner } from "../../database/owner.ts";
import { type Host, type HostOptions, openHost } from "./open-host.ts";

export const owner = { email: "Owner@Dualtrack.test", password: "two-parallel-lines", name: "Owner" };

/** `test` with a shop that has an owner, and what tests of staff's sign-in need beside it. */
export const test = shopTest.extend("staff", { scope: "file" }, async ({ shop }) => {
  await ensureOwner(shop.db, owner);
  let [addresses, people] = [0, 0];

  /** Somebody on the staff, whom no other test knows. */
  async function person() {
    const who = {
      email: `person-${++people}@dualtrack.test`,
      password: "one-of-many-lines",
      name: `Person ${people}`,
    };
    await ensureOwner(shop.db, who);
    return who;
  }

  return {
    person,

    /** A server whose requests come from an address that no other test has. */
    openHost: ({ of = shop, ...options }: HostOptions & { of?: Shop } = {}) =>
      openHost(of, `198.51.100.${++addresses}`, options),

    /** Somebody who has set up a second factor; `code` is the one that turned it on. */
    async withSecondFactor(host: Host) {
      const who = await person();
      const { cookie } = await host.signIn(who);
      const setUp = await host.post("/auth/two-factor/enable", { password: who.password }, { cookie });
      const { totpURI } = JSON.parse(setUp.body) as { totpURI: string };
      const secret = new URL(totpURI).searchParams.get("secret") ?? "";
      const code = oneTimeCode(secret);
      const on = await host.post("/auth/two-factor/verify-totp", { code }, { cookie });
      expect(on.status).toBe(200);
      return { who, secret, code, cookie: on.cookie };
    },

    /** What the audit log says about somebody: action and actor. */
    async auditOf(subject: string): Promise<string[]> {
      const rows = await shop.db.auditEntry.findMany({ where: { subject }, orderBy: { id: "asc" } });
      return rows.map(({ action, staffName }) => `${action} by ${staffName}`);
    },
  };
});
