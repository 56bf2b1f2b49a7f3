import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { StaffMember } from "@dualtrack/api";
import { DomainError, endLinks, queuePasswordReset, recordSessionUse, type Shop } from "@dualtrack/commerce";
import { passwordLength } from "@dualtrack/contract";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { hashPassword } from "better-auth/crypto";
import { betterAuth } from "better-auth/minimal";
import { fromNodeHeaders } from "better-auth/node";
import { twoFactor } from "better-auth/plugins/two-factor";
import type { RequestHandler } from "express";
import { isDemoPassword } from "../config/demo.ts";
import { createPasswordLimiter, retryAfterSeconds } from "./password-limiter.ts";
import { type BetterAuth, staffAuthPaths } from "./staff-auth-paths.ts";
import { byEmailAlias, emailAlias } from "./staff-email-alias.ts";

const basePath = "/auth";
const secondsPerDay = 24 * 60 * 60;
/** Set from the connection (or the trusted proxy), so that clients can't choose their address. */
const clientIpHeader = "x-dualtrack-client-ip";

export interface StaffAuth {
  /** Sign-in and everything around it. Mount it with `app.use("/auth", handler)`, before any body parser. */
  handler: RequestHandler;
  findStaff(headers: IncomingHttpHeaders): Promise<StaffMember | null>;
  /** Hashes a new password so that sign-in accepts it. PASSWORD_IS_PUBLIC; TOO_MANY_REQUESTS if too many wait. */
  hashPassword(password: string): Promise<string>;
}

interface StaffAuthOptions {
  publicUrl: string;
  origins: readonly string[];
  secret: string;
  /** Whether staff may choose the demo's password, which everybody can read. */
  isDemo: boolean;
}

/**
 * Authentication for the admin console: e-mail and password, and a second factor for those who set one up. The session
 * is in the database, its secret in a cookie that scripts can't read and other sites can't send. Requests that change
 * something must come from a page of ours.
 */
export function createStaffAuth(
  shop: Shop,
  { publicUrl, origins, secret, isDemo }: StaffAuthOptions,
): StaffAuth {
  const { db } = shop;
  const auth = betterAuth({
    appName: shop.settings.shopName,
    baseURL: publicUrl,
    basePath,
    secret,
    database: byEmailAlias(prismaAdapter(db, { provider: "postgresql", transaction: true })),
    user: { modelName: "staff" },
    // A session ends a week after it began, however often it is used.
    session: { modelName: "staffSession", expiresIn: 7 * secondsPerDay, disableSessionRefresh: true },
    account: { modelName: "staffAccount" },
    // Links and challenges are stored as hashes: a reader of the table can't use them.
    verification: { modelName: "staffVerification", storeIdentifier: "hashed" },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      resetPasswordTokenExpiresIn: 60 * 60,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) =>
        queuePasswordReset(shop, { email: user.email, name: user.name, token }),
      async onPasswordReset({ user }) {
        // Other links that were sent, and sign-ins that wait for a second factor, end with the old password.
        await endLinks(db, user.id);
      },
    },
    plugins: [
      twoFactor({
        issuer: shop.settings.shopName,
        accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 15 * 60 },
        schema: { twoFactor: { modelName: "staffTwoFactor" } },
      }),
    ],
    trustedOrigins: [...origins],
    rateLimit: { enabled: false }, // tries are counted in the database, by staff-auth-paths.ts
    advanced: {
      cookiePrefix: "dualtrack",
      useSecureCookies: publicUrl.startsWith("https:"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "strict", path: "/" },
      ipAddress: { ipAddressHeaders: [clientIpHeader], ipv6Subnet: 128 },
      database: { generateId: () => randomUUID() },
      // Set explicitly, because better-auth switches both checks off when it believes that it runs in a test.
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    telemetry: { enabled: false },
    logger: {
      level: "warn",
      // An error that is thrown is a fault; one that is only logged is a refusal (a foreign origin, a wrong password).
      log: (_level, message, ...facts: unknown[]) => {
        const err = facts.find((fact) => fact instanceof Error);
        if (err) shop.log.error({ err }, `Staff sign-in: ${message}`);
        else shop.log.info({}, `Staff sign-in: ${message}`);
      },
    },
    // Refusals still become answers; faults go on to Express, which logs and answers them.
    onAPIError: { throw: true },
  });

  async function findStaff(headers: IncomingHttpHeaders): Promise<StaffMember | null> {
    const found = await auth.api.getSession({ headers: fromNodeHeaders(headers) });
    if (found === null) return null;
    const { id: sessionId, updatedAt: usedBefore } = found.session;
    await recordSessionUse(db, { sessionId, usedBefore, now: new Date() });
    // Read with each request: a role that was taken away ends at once.
    const staff = await db.staff.findUnique({
      where: { id: found.user.id },
      select: { id: true, name: true, email: true, role: true },
    });
    return staff && { ...staff, sessionId };
  }

  const limiter = createPasswordLimiter();
  const bridge: BetterAuth = {
    findStaff,
    async forward({ path, headers, ip, body }) {
      const requestHeaders = fromNodeHeaders(headers);
      requestHeaders.set(clientIpHeader, ip);
      requestHeaders.set("content-type", "application/json");
      requestHeaders.delete("content-length");
      const url = new URL(`${basePath}${path}`, publicUrl);
      const call = { method: "POST", headers: requestHeaders, body: JSON.stringify(aliased(body)) };
      return auth.handler(new Request(url, call));
    },
    async staffIdOfChallenge(identifier) {
      const { internalAdapter } = await auth.$context;
      return (await internalAdapter.findVerificationValue(identifier))?.value ?? null;
    },
  };
  const isRefused = (password: string) => !isDemo && isDemoPassword(password);
  return {
    handler: staffAuthPaths(shop, bridge, { limiter, isRefused }),
    findStaff,
    async hashPassword(password) {
      if (isRefused(password)) throw new DomainError("PASSWORD_IS_PUBLIC", {});
      const hash = await limiter.run("anonymous", () => hashPassword(password));
      if (hash === null) throw new DomainError("TOO_MANY_REQUESTS", { retryAfterSeconds: retryAfterSeconds });
      return hash;
    },
  };
}

function aliased(body: Record<string, unknown>): Record<string, unknown> {
  return typeof body.email === "string" ? { ...body, email: emailAlias(body.email) } : body;
}
