import type { IncomingHttpHeaders } from "node:http";
import type { StaffMember } from "@dualtrack/api";
import type { Db } from "@dualtrack/db";
import type { Request } from "express";
import { cookieOf } from "../request/cookie-of.ts";

type Person = NonNullable<Awaited<ReturnType<typeof findPerson>>>;

export interface Before {
  person: Person;
  /** They have a session: they did not only enter an address. */
  isSignedIn: boolean;
}

interface Secrets {
  findStaff(headers: IncomingHttpHeaders): Promise<StaffMember | null>;
  /**
   * Finds the account of a secret that better-auth has given out: a reset's link, or a sign-in without its second
   * factor yet.
   */
  staffIdOfChallenge(identifier: string): Promise<string | null>;
}

/** The cookies in which better-auth stores a sign-in without its second factor; over https it uses the second name. */
const challengeCookies = ["dualtrack.two_factor", "__Secure-dualtrack.two_factor"];

/** How to find the account that a call is about, before the call. Each resolves with null if there is none. */
export function findPersonBefore(db: Db, secrets: Secrets) {
  async function ofId(id: string | null, isSignedIn: boolean): Promise<Before | null> {
    const person = id === null ? null : await findPerson(db, { id });
    return person && { person, isSignedIn };
  }
  return {
    async "of address"(_request: Request, address: string | null): Promise<Before | null> {
      const person = address === null ? null : await findPerson(db, { email: address });
      return person && { person, isSignedIn: false };
    },
    /** From the session, or from the sign-in whose second factor is missing. */
    async "of session"(request: Request): Promise<Before | null> {
      const staff = await secrets.findStaff(request.headers);
      if (staff !== null) return ofId(staff.id, true);
      const [cookie] = challengeCookies.flatMap((name) => cookieOf(request, name) ?? []);
      const [challenge] = cookie?.split(".") ?? []; // the rest is its signature
      return ofId(challenge === undefined ? null : await secrets.staffIdOfChallenge(challenge), false);
    },
    async "of reset token"(request: Request): Promise<Before | null> {
      const { token } = request.body ?? {};
      if (typeof token !== "string") return null;
      return ofId(await secrets.staffIdOfChallenge(`reset-password:${token}`), false);
    },
  };
}

function findPerson(db: Db, where: { id: string } | { email: string }) {
  const select = { id: true, name: true, email: true, role: true, twoFactorEnabled: true } as const;
  return db.staff.findUnique({ where, select });
}
