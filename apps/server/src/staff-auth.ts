import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { StaffMember } from "@dualtrack/api";
import type { Log } from "@dualtrack/commerce";
import { type Db, Prisma } from "@dualtrack/db";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { betterAuth } from "better-auth/minimal";
import { fromNodeHeaders } from "better-auth/node";
import { type RequestHandler, Router, raw } from "express";

const basePath = "/auth";
/** better-auth answers many more; what the console does not use stays closed (sign-up among it). */
const openPaths = ["/sign-in/email", "/sign-out"];
const passwordLength = { min: 8, max: 128 };
const secondsPerDay = 24 * 60 * 60;
/** Set by us from the connection (or the trusted proxy), so that nobody can choose the address they are counted under. */
const clientIpHeader = "x-dualtrack-client-ip";

export interface StaffAuth {
  /** Sign-in and sign-out. Mount it with `app.use("/auth", handler)`, before any body parser. */
  handler: RequestHandler;
  findStaff(headers: IncomingHttpHeaders): Promise<StaffMember | null>;
  /** Makes the first member of staff; one with this address is left as they are, password included. */
  ensureOwner(owner: { email: string; password: string; name: string }): Promise<"created" | "present">;
  /** The addresses of those who sign in with this password. */
  staffWithPassword(password: string): Promise<string[]>;
}

/**
 * Who may enter the admin console: e-mail and password, the session in the database, its secret in a cookie that
 * scripts can't read and other sites can't send. Requests that change something must come from a page of ours.
 */
export function createStaffAuth({
  db,
  publicUrl,
  secret,
  log,
}: {
  db: Db;
  publicUrl: string;
  secret: string;
  log: Log;
}): StaffAuth {
  const auth = betterAuth({
    appName: "Dualtrack",
    baseURL: publicUrl,
    basePath,
    secret,
    database: prismaAdapter(db, { provider: "postgresql", transaction: true }),
    user: { modelName: "staff" },
    // A session ends a week after it began, however much it is used: reading it writes nothing.
    session: { modelName: "staffSession", expiresIn: 7 * secondsPerDay, disableSessionRefresh: true },
    account: { modelName: "staffAccount" },
    verification: { modelName: "staffVerification" },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
    },
    trustedOrigins: (request) => originOfOwnPage(request, publicUrl),
    rateLimit: {
      enabled: true,
      storage: "memory",
      customRules: { "/sign-in/email": { window: 60, max: 10 } },
    },
    advanced: {
      cookiePrefix: "dualtrack",
      useSecureCookies: publicUrl.startsWith("https:"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "strict", path: "/" },
      ipAddress: { ipAddressHeaders: [clientIpHeader] },
      database: { generateId: () => randomUUID() },
      // Said out loud, because better-auth switches both checks off when it thinks it is being tested.
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    telemetry: { enabled: false },
    logger: {
      level: "warn",
      // What is thrown is a fault; what is only said is a refusal (a foreign origin, a wrong password).
      log: (_level, message, ...facts: unknown[]) => {
        const err = facts.find((fact) => fact instanceof Error);
        if (err) log.error({ err }, `Staff sign-in: ${message}`);
        else log.info({}, `Staff sign-in: ${message}`);
      },
    },
    // Refusals become answers all the same; faults go on to Express, which logs and answers them.
    onAPIError: { throw: true },
  });

  const handler = Router();
  for (const path of openPaths) {
    handler.post(path, raw({ type: () => true, limit: "10kb" }), async (request, response) => {
      const headers = fromNodeHeaders(request.headers);
      headers.set(clientIpHeader, request.ip ?? "");
      const body = Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : null;
      const url = new URL(`${basePath}${path}`, publicUrl);
      const answer = await auth.handler(new Request(url, { method: "POST", headers, body }));
      response
        .status(answer.status)
        .setHeaders(answer.headers)
        .send(Buffer.from(await answer.arrayBuffer()));
    });
  }
  handler.use((_request, response) => void response.sendStatus(404));

  return {
    handler,
    async findStaff(headers) {
      const session = await auth.api.getSession({ headers: fromNodeHeaders(headers) });
      if (session === null) return null;
      // Read with each request: a role that was taken away is gone at once.
      return db.staff.findUnique({
        where: { id: session.user.id },
        select: { id: true, name: true, email: true, role: true },
      });
    },
    async ensureOwner({ email, password, name }) {
      if (password.length < passwordLength.min || password.length > passwordLength.max)
        throw new Error(
          `The owner's password must have ${passwordLength.min} to ${passwordLength.max} characters.`,
        );
      const address = email.trim().toLowerCase(); // as better-auth looks it up
      if (await db.staff.findUnique({ where: { email: address }, select: { id: true } })) return "present";
      const id = randomUUID();
      const account = { id: randomUUID(), accountId: id, providerId: "credential" };
      try {
        await db.staff.create({
          data: {
            id,
            email: address,
            name,
            role: "owner",
            emailVerified: true,
            accounts: { create: { ...account, password: await hashPassword(password) } },
          },
        });
        return "created";
      } catch (error) {
        // Another process started at the same time and was first.
        if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") return "present";
        throw error;
      }
    },
    async staffWithPassword(password) {
      const accounts = await db.staffAccount.findMany({
        where: { providerId: "credential", password: { not: null } },
        select: { password: true, staff: { select: { email: true } } },
      });
      const fits = await Promise.all(
        accounts.map((account) => verifyPassword({ hash: account.password ?? "", password })),
      );
      return accounts.filter((_, index) => fits[index]).map(({ staff }) => staff.email);
    },
  };
}

/**
 * People open the shop as localhost, 127.0.0.1 or under its real name. A page whose origin is the very host it
 * calls is ours: a browser lets no page choose the `Host` of its requests, or lie about its `Origin`.
 */
function originOfOwnPage(request: Request | undefined, publicUrl: string): string[] {
  const host = request?.headers.get("host");
  const origin = request?.headers.get("origin");
  const own = `${new URL(publicUrl).protocol}//${host}`;
  return host && origin === own ? [origin] : [];
}
