import type { AuditAction } from "@dualtrack/contract";
import type { Before } from "./person-before.ts";

/** The paths of better-auth that the console may call, with what is checked before and recorded after each. */
export interface PathRule {
  path: string;
  /** The fields of the body that are passed on to better-auth; others are dropped. */
  bodyFields: readonly string[];
  /** Fields that are always sent, whatever the console sends. */
  fixed?: Record<string, unknown>;
  /** The fields of the answer for the console: never a session's secret, which belongs in the cookie alone. */
  answerFields?: readonly string[];
  limit: Limit;
  before: {
    /** How to find the account that the call is about, as far as that is possible before the call. */
    person: "of address" | "of session" | "of reset token";
    /** Why the call makes no sense for this person; null if it does. */
    refusal?(before: Before): string | null;
  };
  after: {
    /** The entry for the audit log after better-auth has agreed; null if there is none yet. */
    success(outcome: Outcome): AuditEntry | null;
    /** The audit action of a wrong secret, where that is worth an entry. */
    failure?: AuditAction;
    /** The caller has proved nothing: the log does not say that it was this person. */
    isUnproven?: true;
  };
}

interface Limit {
  /** The most calls from one address in a minute. */
  perMinute: number;
  /** It hashes or checks a password, so it waits in the password queue. */
  needsPasswordQueue?: true;
  /** Addresses where the account's owner never signed in share the attempts of the account. */
  isShared?: true;
  /** It mails to the account: calls beyond a number per hour are answered, but send nothing. */
  isMail?: true;
  /** Its `code` can be used once. */
  isOneTime?: true;
  /** The least time that it takes, in ms, so that the time does not show whether the address is known. */
  minMs?: number;
}

interface Outcome {
  /** better-auth's answer. */
  answer: Record<string, unknown>;
  /** Whether the caller had a session before. */
  isSignedIn: boolean;
}

interface AuditEntry {
  action: AuditAction;
  before: Record<string, string | boolean>;
  after: Record<string, string | boolean>;
  /** A person who proves their identity gets all attempts back. */
  forgives?: true;
}

const entry = (action: AuditAction): AuditEntry => ({ action, before: {}, after: {} });
const signIn = (proof: "password" | "password_and_code" | "password_and_backup_code"): AuditEntry => ({
  ...entry("staff.sign_in"),
  after: { with: proof },
  forgives: true,
});
const secondFactor = (isOn: boolean): AuditEntry => ({
  action: isOn ? "staff.second_factor_on" : "staff.second_factor_off",
  before: { secondFactor: !isOn },
  after: { secondFactor: isOn },
});

const nothingToTurnOn = "There is no second factor to turn on.";

/** All paths that the console uses; better-auth has many more, which stay closed (sign-up among them). */
export const pathRules: readonly PathRule[] = [
  {
    path: "/sign-in/email",
    bodyFields: ["email", "password"],
    answerFields: ["twoFactorRedirect"],
    limit: { perMinute: 10, needsPasswordQueue: true, isShared: true },
    before: { person: "of address" },
    after: {
      // The second factor may still be missing.
      success: ({ answer }) => (answer.twoFactorRedirect === true ? null : signIn("password")),
      failure: "staff.sign_in_failed",
    },
  },
  {
    path: "/two-factor/verify-totp",
    bodyFields: ["code"],
    limit: { perMinute: 10, isOneTime: true },
    before: {
      person: "of session",
      // A signed-in person sends a code for one reason: to confirm the second factor that they are setting up.
      refusal: ({ isSignedIn, person }) =>
        isSignedIn && person.twoFactorEnabled === true ? nothingToTurnOn : null,
    },
    after: {
      success: ({ isSignedIn }) => (isSignedIn ? secondFactor(true) : signIn("password_and_code")),
      failure: "staff.second_factor_failed",
    },
  },
  {
    path: "/two-factor/verify-backup-code",
    bodyFields: ["code"],
    limit: { perMinute: 10 },
    before: {
      person: "of session",
      refusal: ({ isSignedIn }) => (isSignedIn ? nothingToTurnOn : null),
    },
    after: {
      success: () => signIn("password_and_backup_code"),
      failure: "staff.second_factor_failed",
    },
  },
  {
    path: "/sign-out",
    bodyFields: [],
    limit: { perMinute: 60 },
    before: { person: "of session" },
    after: { success: () => entry("staff.sign_out") },
  },
  {
    path: "/request-password-reset",
    bodyFields: ["email"],
    limit: { perMinute: 5, isMail: true, minMs: 400 },
    before: { person: "of address" },
    after: { success: () => entry("staff.request_reset"), isUnproven: true },
  },
  {
    path: "/reset-password",
    bodyFields: ["token", "newPassword"],
    limit: { perMinute: 10, needsPasswordQueue: true },
    before: { person: "of reset token" },
    after: { success: () => ({ ...entry("staff.reset_password"), forgives: true }) },
  },
  {
    path: "/change-password",
    bodyFields: ["currentPassword", "newPassword"],
    fixed: { revokeOtherSessions: true },
    limit: { perMinute: 10, needsPasswordQueue: true },
    before: { person: "of session" },
    after: { success: () => entry("staff.change_password"), failure: "staff.change_password_failed" },
  },
  {
    path: "/two-factor/enable",
    bodyFields: ["password"],
    answerFields: ["totpURI", "backupCodes"],
    limit: { perMinute: 10, needsPasswordQueue: true },
    before: { person: "of session" },
    after: { success: () => entry("staff.begin_second_factor") },
  },
  {
    path: "/two-factor/generate-backup-codes",
    bodyFields: ["password"],
    answerFields: ["backupCodes"],
    limit: { perMinute: 10, needsPasswordQueue: true },
    before: { person: "of session" },
    after: { success: () => entry("staff.new_backup_codes") },
  },
  {
    path: "/two-factor/disable",
    bodyFields: ["password"],
    limit: { perMinute: 10, needsPasswordQueue: true },
    before: { person: "of session" },
    after: { success: () => secondFactor(false) },
  },
];
