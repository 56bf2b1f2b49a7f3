import { forgetCalls, networkOf, type Shop, secondsToWait } from "@dualtrack/commerce";

const minuteMs = 60_000;
/** How many attempts an account has from addresses where its owner never signed in. */
const anonymousClients = { most: 10, windowMs: 15 * minuteMs };
const resetMails = { most: 3, windowMs: 60 * minuteMs };
/** How long an address where a person signed in counts as theirs, in ms. */
const knownMs = 30 * 24 * 60 * minuteMs;

/**
 * Limits guessing; counted in the database, so that all processes share the count. By address: a number of calls a
 * minute. By account, against guesses from many addresses: anonymous clients get ten attempts in a quarter of an hour.
 * An address where this person has signed in before is not anonymous, so that nobody can lock the owner out.
 */
export function createStaffLimits(shop: Shop) {
  const { db, clock } = shop;

  const waitFor = (key: string, limit: typeof anonymousClients) => secondsToWait(shop, { key, ...limit });

  async function isKnown(email: string, ip: string): Promise<boolean> {
    const since = new Date(clock.now().getTime() - knownMs);
    const earlier = await db.auditEntry.findMany({
      where: { subject: email, action: "staff.sign_in", ip: { not: null }, at: { gte: since } },
      distinct: ["ip"],
      select: { ip: true },
    });
    return earlier.some((entry) => entry.ip !== null && networkOf(entry.ip) === networkOf(ip));
  }

  return {
    waitOfAddress: (path: string, ip: string, most: number) =>
      waitFor(`address:${path}:${networkOf(ip)}`, { most, windowMs: minuteMs }),
    isKnown,
    waitOfAnonymousClients: (email: string) => waitFor(accountKey(email), anonymousClients),
    mayMail: async (email: string) => (await waitFor(`mail:${email}`, resetMails)) === null,
    /**
     * A code of an authenticator app can be used once, though it stays valid for a minute and a half.
     * @see https://www.rfc-editor.org/rfc/rfc6238#section-5.2
     */
    isFirstUse: async (staffId: string, code: string) =>
      (await waitFor(codeKey(staffId, code), { most: 1, windowMs: 2 * minuteMs })) === null,
    /** The code was refused, so it may be tried again. */
    async forgetUse(staffId: string, code: string): Promise<void> {
      await forgetCalls(shop, codeKey(staffId, code));
    },
    /** A person who proved their identity starts anew. */
    async forgive(email: string): Promise<void> {
      await forgetCalls(shop, accountKey(email));
    },
  };
}

function accountKey(email: string): string {
  return `account:${email}`;
}

function codeKey(staffId: string, code: string): string {
  return `code:${staffId}:${code}`;
}
