import type { IncomingHttpHeaders } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { StaffMember } from "@dualtrack/api";
import { type Actor, recordAudit, type Shop } from "@dualtrack/commerce";
import { isStorable, type RefusalCode, staffEmailOf, unprovenActor } from "@dualtrack/contract";
import express, { type Request, type RequestHandler, type Response, Router } from "express";
import { callerIp } from "../request/caller-ip.ts";
import { isNestedDeeper } from "../request/is-nested-deeper.ts";
import { type PasswordLimiter, retryAfterSeconds } from "./password-limiter.ts";
import { type PathRule, pathRules } from "./path-rules.ts";
import { type Before, findPersonBefore } from "./person-before.ts";
import { createStaffLimits } from "./staff-limits.ts";

/** The functions of better-auth that the routes use. */
export interface BetterAuth {
  findStaff(headers: IncomingHttpHeaders): Promise<StaffMember | null>;
  forward(call: {
    path: string;
    headers: IncomingHttpHeaders;
    ip: string;
    body: Record<string, unknown>;
  }): Promise<globalThis.Response>;
  /** Finds the account of a secret that better-auth has given out. */
  staffIdOfChallenge(identifier: string): Promise<string | null>;
}

/** The routes in front of better-auth: they apply `pathRules`, and a path without a rule does not exist. */
export function staffAuthPaths(
  shop: Shop,
  auth: BetterAuth,
  { limiter, isRefused }: { limiter: PasswordLimiter; isRefused(newPassword: string): boolean },
): RequestHandler {
  const attempts = createStaffLimits(shop);
  const findPerson = findPersonBefore(shop.db, auth);

  async function handle(rule: PathRule, request: Request, response: Response): Promise<void> {
    const { path, limit } = rule;
    const ip = callerIp(request) ?? "";
    const body = bodyOf(rule, request);
    if (!isStorable(body)) return refuse(response, "This has a character that can't be used.");
    // Before the link is used up, so that it is good for another choice.
    if (typeof body.newPassword === "string" && isRefused(body.newPassword))
      return refuse(response, "This password is public.", "PASSWORD_IS_PUBLIC" satisfies RefusalCode);
    const address = typeof body.email === "string" ? staffEmailOf(body.email) : null;

    const isKnown = limit.needsPasswordQueue === true && (await isKnownCaller(request, { address, ip }));
    const queue = limit.needsPasswordQueue ? (isKnown ? "known" : "anonymous") : null;
    // Checked first: a flood of such requests then causes no writes to the database.
    if (queue !== null && limiter.isFull(queue)) return sendAway(response, retryAfterSeconds);
    const wait =
      (await attempts.waitOfAddress(path, ip, limit.perMinute)) ??
      (limit.isShared && address !== null && !isKnown
        ? await attempts.waitOfAnonymousClients(address)
        : null);
    if (wait !== null) return sendAway(response, wait);
    const isSilent = limit.isMail === true && address !== null && !(await attempts.mayMail(address));

    const before = await findPerson[rule.before.person](request, address);
    const refusal = before && rule.before.refusal?.(before);
    if (refusal) return refuse(response, refusal);

    const slowly = limit.minMs === undefined ? null : pause(limit.minMs);
    const forward = () => auth.forward({ path, headers: request.headers, ip, body });
    const forwardQueued = () => (queue === null ? forward() : limiter.run(queue, forward));
    const answer = isSilent
      ? globalThis.Response.json({ status: true })
      : limit.isOneTime && before !== null && typeof body.code === "string"
        ? await once(before.person.id, body.code, forward)
        : await forwardQueued();
    if (answer === null) return sendAway(response, retryAfterSeconds);
    const data = (await answer.json().catch(() => ({}))) as Record<string, unknown>;

    if (answer.ok && !isSilent && before !== null) await recordSuccess(rule, before, data, ip);
    await slowly;
    const shownFields = answer.ok ? [...(rule.answerFields ?? []), "status"] : ["code", "message"];
    response
      .status(answer.status)
      .setHeaders(new Headers([...answer.headers].filter(([header]) => header !== "content-length")))
      .send(
        JSON.stringify(
          Object.fromEntries(Object.entries(data).filter(([name]) => shownFields.includes(name))),
        ),
      );
    // After the answer, so that its time does not show whether the address is known.
    const isWrong = answer.status === 401 || data.code === "INVALID_PASSWORD";
    if (isWrong && before !== null) await recordFailure(rule, before, ip);
  }

  /** Whether the caller has a session, or signs in from an address where they have signed in before. */
  async function isKnownCaller(request: Request, { address, ip }: { address: string | null; ip: string }) {
    if (address !== null) return attempts.isKnown(address, ip);
    return (await auth.findStaff(request.headers)) !== null;
  }

  /** Calls with a code, unless it was used before. */
  async function once(staffId: string, code: string, forward: () => Promise<globalThis.Response>) {
    if (!(await attempts.isFirstUse(staffId, code)))
      return globalThis.Response.json(
        { code: "INVALID_CODE", message: "This code was used." },
        { status: 401 },
      );
    const answer = await forward();
    if (!answer.ok) await attempts.forgetUse(staffId, code);
    return answer;
  }

  async function recordSuccess(
    { after: rule }: PathRule,
    { person, isSignedIn }: Before,
    answer: Record<string, unknown>,
    ip: string,
  ): Promise<void> {
    const entry = rule.success({ answer, isSignedIn });
    if (entry === null) return;
    const { action, before, after, forgives } = entry;
    if (forgives) await attempts.forgive(person.email);
    const by: Actor = rule.isUnproven
      ? unprovenActorAt(person, ip)
      : { name: person.name, email: person.email, role: person.role, ip };
    await recordAudit(shop, { by, action, subject: person.email, before, after });
  }

  async function recordFailure({ after: rule }: PathRule, { person }: Before, ip: string): Promise<void> {
    if (rule.failure === undefined) return;
    const facts = { action: rule.failure, subject: person.email, before: {}, after: {} };
    await recordAudit(shop, { by: unprovenActorAt(person, ip), ...facts });
  }

  const router = Router();
  router.use(express.json({ limit: "10kb", verify: refuseDeep }));
  for (const rule of pathRules)
    router.post(rule.path, (request, response) => handle(rule, request, response));
  router.use((_request, response) => void response.sendStatus(404));
  return router;
}

/** The fields of the console's body that are passed on to better-auth. */
function bodyOf({ bodyFields, fixed }: PathRule, request: Request): Record<string, unknown> {
  const sent: Record<string, unknown> = request.body ?? {};
  return { ...Object.fromEntries(bodyFields.map((field) => [field, sent[field]])), ...fixed };
}

/** Bodies for better-auth are flat. */
function refuseDeep(_request: unknown, _response: unknown, body: Buffer): void {
  if (isNestedDeeper(body.toString(), 3)) throw Object.assign(new Error("too deep"), { status: 400 });
}

function refuse(response: Response, message: string, code?: string): void {
  response.status(400).json({ code, message });
}

/** Too many requests, by this caller or by everybody: to be repeated after so many seconds. */
function sendAway(response: Response, seconds: number): void {
  response.status(429).set("Retry-After", String(seconds)).json({ message: "Too many tries." });
}

/** A caller with a wrong secret may be anybody, and the log does not say otherwise. */
function unprovenActorAt({ role }: { role: Actor["role"] }, ip: string): Actor {
  return { ...unprovenActor, role, ip };
}
