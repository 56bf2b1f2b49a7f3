import type { IncomingHttpHeaders } from "node:http";
import type { StaffMember } from "@dualtrack/api";
import type { Db } from "@dualtrack/db";
import type { Request } from "express";
import { cookieOf } from "../request/cookie-of.ts";

type Person = NonNullable<Awaited<ReturnType<typeof findPerson>>>;

export interface Before {
  person: Person;
  /** They have a session: they did not only say who they are. */
  isSignedIn: boolean;
}

interface Secrets {
  findStaff(headers: IncomingHttpHeaders): Promise<StaffMember | null>;
  /** Whom a secret is about that better-auth has given out: a reset's link, or a sign-in that owes the second factor. */
  staffIdOfChallenge(identifier: string): Promise<string | null>;
}

/** Where better-auth keeps who owes the second factor: by https under the second name. */
const challengeCookies = ["dualtrack.two_factor", "__Secure-dualtrack.two_factor"];

/** The ways to find whose account a call is about, before it happens. Each answers null when nobody is found. */
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
    /** Of the session, or of the sign-in whose second factor is owed. */
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
