import type { IncomingHttpHeaders } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { StaffMember } from "@dualtrack/api";
import { type Actor, noteAudit, type Shop } from "@dualtrack/commerce";
import { type AuditAction, isStorable, staffEmailOf, unprovenActor } from "@dualtrack/contract";
import express, { type Request, type RequestHandler, type Response, Router } from "express";
import { callerIp } from "../request/caller-ip.ts";
import { cookieOf } from "../request/cookie-of.ts";
import { isNestedDeeper } from "../request/is-nested-deeper.ts";
import { comeAgainSeconds, type PasswordWork } from "./password-work.ts";
import { createStaffTries } from "./staff-tries.ts";

interface Path {
  /** What the console sends; nothing else goes on to better-auth. */
  takes: readonly string[];
  /** Sent along, whatever the console says. */
  fixed?: Record<string, unknown>;
  /** What the console gets to see: never a session's secret, which belongs in the cookie alone. */
  gives?: readonly string[];
  /** The most calls from one address in a minute. */
  perMinute: number;
  /** It hashes or checks a password, which is work. */
  isWork?: boolean;
  /** What the audit log calls it. */
  action: AuditAction;
  /** How the audit log calls it when the answer is no, where that is worth a line. */
  failure?: AuditAction;
}

/** What the console uses; better-auth answers much more, and all of it stays closed (sign-up among it). */
const paths: Record<string, Path> = {
  "/sign-in/email": {
    takes: ["email", "password"],
    gives: ["twoFactorRedirect"],
    perMinute: 10,
    isWork: true,
    action: "staff.sign_in",
    failure: "staff.sign_in_failed",
  },
  "/two-factor/verify-totp": {
    takes: ["code"],
    perMinute: 10,
    action: "staff.sign_in",
    failure: "staff.second_factor_failed",
  },
  "/two-factor/verify-backup-code": {
    takes: ["code"],
    perMinute: 10,
    action: "staff.sign_in",
    failure: "staff.second_factor_failed",
  },
  "/sign-out": { takes: [], perMinute: 60, action: "staff.sign_out" },
  "/request-password-reset": { takes: ["email"], perMinute: 5, action: "staff.request_reset" },
  "/reset-password": {
    takes: ["token", "newPassword"],
    perMinute: 10,
    isWork: true,
    action: "staff.reset_password",
  },
  "/change-password": {
    takes: ["currentPassword", "newPassword"],
    fixed: { revokeOtherSessions: true },
    perMinute: 10,
    isWork: true,
    action: "staff.change_password",
    failure: "staff.change_password_failed",
  },
  "/two-factor/enable": {
    takes: ["password"],
    gives: ["totpURI", "backupCodes"],
    perMinute: 10,
    isWork: true,
    action: "staff.begin_second_factor",
  },
  "/two-factor/generate-backup-codes": {
    takes: ["password"],
    gives: ["backupCodes"],
    perMinute: 10,
    isWork: true,
    action: "staff.new_backup_codes",
  },
  "/two-factor/disable": {
    takes: ["password"],
    perMinute: 10,
    isWork: true,
    action: "staff.second_factor_off",
  },
};

/** Where better-auth keeps whose second factor is owed: by https under the second name. */
const challengeCookies = ["dualtrack.two_factor", "__Secure-dualtrack.two_factor"];

/** How long asking for a reset takes at least: its time does not tell whether the address is known. */
const resetAnswerMs = 400;

/** What is behind the door. */
export interface BetterAuth {
  findStaff(headers: IncomingHttpHeaders): Promise<StaffMember | null>;
  ask(call: {
    path: string;
    headers: IncomingHttpHeaders;
    ip: string;
    body: Record<string, unknown>;
  }): Promise<globalThis.Response>;
  /** Who has given the password and owes the second factor. */
  staffIdOfChallenge(identifier: string): Promise<string | null>;
}

type Person = Pick<StaffMember, "id" | "name" | "email" | "role">;

interface Before {
  person: Person;
  isSignedIn: boolean;
}

/** The door in front of better-auth: what is open, how often, and what the audit log hears of it. */
export function staffAuthPaths(shop: Shop, auth: BetterAuth, work: PasswordWork): RequestHandler {
  const { db } = shop;
  const tries = createStaffTries(shop);

  async function handle(name: string, path: Path, request: Request, response: Response): Promise<void> {
    const ip = callerIp(request) ?? "";
    const sent: Record<string, unknown> = request.body ?? {};
    const body = { ...Object.fromEntries(path.takes.map((field) => [field, sent[field]])), ...path.fixed };
    if (!isStorable(body)) {
      response.status(400).json({ message: "This has a character that can't be used." });
      return;
    }
    const address = typeof body.email === "string" ? staffEmailOf(body.email) : null;

    const isKnown = path.isWork === true && (await isKnownCaller(request, { address, ip }));
    const lane = path.isWork ? (isKnown ? "known" : "strangers") : null;
    // Asked first: a crowd that comes for this work costs us nothing that we would have to write down.
    if (lane !== null && work.isFull(lane)) return sendAway(response, comeAgainSeconds);
    const isSignIn = name === "/sign-in/email" && address !== null;
    const wait =
      (await tries.waitOfAddress(name, ip, path.perMinute)) ??
      (isSignIn && !isKnown ? await tries.waitOfStranger(address) : null);
    if (wait !== null) return sendAway(response, wait);
    const mayMail = name !== "/request-password-reset" || address === null || (await tries.mayMail(address));
    const before = await personBefore(name, request, address);
    if (await hasNothingToVerify(name, before)) {
      response.status(400).json({ message: "There is no second factor to turn on." });
      return;
    }
    const slowly = name === "/request-password-reset" ? pause(resetAnswerMs) : null;
    const ask = () => auth.ask({ path: name, headers: request.headers, ip, body });
    const answer = !mayMail
      ? globalThis.Response.json({ status: true })
      : name === "/two-factor/verify-totp" && before !== null && typeof body.code === "string"
        ? await once(before.person.id, body.code, ask)
        : lane === null
          ? await ask()
          : await work.run(lane, ask);
    if (answer === null) return sendAway(response, comeAgainSeconds);
    const told = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
    const signedInHere = before?.isSignedIn ?? false;
    const person = before?.person ?? null;

    const by = person === null ? null : actorOf(person, answer.ok && name !== "/request-password-reset", ip);
    if (answer.ok && mayMail && by !== null && person !== null) {
      const action = actionOf(name, path, signedInHere, told);
      if (name === "/reset-password" || action === "staff.sign_in") await tries.forgive(person.email);
      if (action !== null)
        await noteAudit(shop, { by, action, subject: person.email, ...changeBy(name, action) });
    }
    await slowly;
    const seen = answer.ok ? [...(path.gives ?? []), "status"] : ["code", "message"];
    response
      .status(answer.status)
      .setHeaders(new Headers([...answer.headers].filter(([header]) => header !== "content-length")))
      .send(
        JSON.stringify(Object.fromEntries(Object.entries(told).filter(([field]) => seen.includes(field)))),
      );
    // After the answer, so that its time does not tell whether the address is known.
    const isWrong = answer.status === 401 || told.code === "INVALID_PASSWORD";
    if (isWrong && by !== null && person !== null && path.failure !== undefined)
      await noteAudit(shop, { by, action: path.failure, subject: person.email, before: {}, after: {} });
  }

  /** Has a session, or signs in from where they have signed in before. */
  async function isKnownCaller(request: Request, { address, ip }: { address: string | null; ip: string }) {
    if (address !== null) return tries.isKnown(address, ip);
    return (await auth.findStaff(request.headers)) !== null;
  }

  /** Asks with a code, unless it has opened something before. */
  async function once(staffId: string, code: string, ask: () => Promise<globalThis.Response>) {
    if (!(await tries.isFirstUse(staffId, code)))
      return globalThis.Response.json(
        { code: "INVALID_CODE", message: "This code was used." },
        { status: 401 },
      );
    const answer = await ask();
    if (!answer.ok) await tries.forgetUse(staffId, code);
    return answer;
  }

  /** Whoever is signed in gives a code for one reason: to turn on the second factor that they are setting up. */
  async function hasNothingToVerify(name: string, before: Before | null): Promise<boolean> {
    if (!name.startsWith("/two-factor/verify-") || !before?.isSignedIn) return false;
    if (name !== "/two-factor/verify-totp") return true;
    const { id } = before.person;
    return (await db.staff.count({ where: { id, twoFactorEnabled: true } })) > 0;
  }

  /** Whose account a call is about, as far as it can be told before it happens. */
  async function personBefore(
    name: string,
    request: Request,
    address: string | null,
  ): Promise<Before | null> {
    if (name === "/reset-password") {
      const { token } = request.body ?? {};
      const id = typeof token === "string" ? await auth.staffIdOfChallenge(`reset-password:${token}`) : null;
      return ofId(id);
    }
    if (address !== null) {
      const person = await db.staff.findUnique({ where: { email: address }, select: personColumns });
      return person && { person, isSignedIn: false };
    }
    const person = await auth.findStaff(request.headers);
    if (person !== null) return { person, isSignedIn: true };
    const [cookie] = challengeCookies.flatMap((name) => cookieOf(request, name) ?? []);
    const [challenge] = cookie?.split(".") ?? []; // the rest is its signature
    return ofId(challenge === undefined ? null : await auth.staffIdOfChallenge(challenge));
  }

  async function ofId(id: string | null) {
    const person = id && (await db.staff.findUnique({ where: { id }, select: personColumns }));
    return person ? { person, isSignedIn: false } : null;
  }

  const router = Router();
  router.use(express.json({ limit: "10kb", verify: refuseDeep }));
  for (const [name, path] of Object.entries(paths))
    router.post(name, (request, response) => handle(name, path, request, response));
  router.use((_request, response) => void response.sendStatus(404));
  return router;
}

/** What better-auth is asked with is flat. */
function refuseDeep(_request: unknown, _response: unknown, body: Buffer): void {
  if (isNestedDeeper(body.toString(), 3)) throw Object.assign(new Error("too deep"), { status: 400 });
}

/** Too much is asked for, here or by everybody: to be tried again after so many seconds. */
function sendAway(response: Response, seconds: number): void {
  response.status(429).set("Retry-After", String(seconds)).json({ message: "Too many tries." });
}

const personColumns = { id: true, name: true, email: true, role: true } as const;

/** Who knew the secret is that person. Who did not may be anybody, and the log does not say otherwise. */
function actorOf(person: Person, isProven: boolean, ip: string): Actor {
  const who = isProven ? person : { ...unprovenActor, role: person.role };
  return { name: who.name, email: who.email, role: who.role, ip };
}

/** What has happened; null: nothing yet, as the second factor is still owed. */
function actionOf(
  name: string,
  path: Path,
  isSignedIn: boolean,
  told: Record<string, unknown>,
): AuditAction | null {
  if (told.twoFactorRedirect === true) return null;
  if (name.startsWith("/two-factor/verify-") && isSignedIn) return "staff.second_factor_on";
  return path.action;
}

function changeBy(name: string, action: AuditAction) {
  if (action === "staff.second_factor_on")
    return { before: { secondFactor: false }, after: { secondFactor: true } };
  if (action === "staff.second_factor_off")
    return { before: { secondFactor: true }, after: { secondFactor: false } };
  const proof = { "/sign-in/email": "password", "/two-factor/verify-totp": "password_and_code" }[name];
  if (action !== "staff.sign_in") return { before: {}, after: {} };
  return { before: {}, after: { with: proof ?? "password_and_backup_code" } };
}
