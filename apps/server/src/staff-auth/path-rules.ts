import type { AuditAction } from "@dualtrack/contract";
import type { Before } from "./person-before.ts";

/** What better-auth may be asked by the console, and what is checked and written around it. */
export interface PathRule {
  path: string;
  /** What the console sends; nothing else goes on to better-auth. */
  takes: readonly string[];
  /** Sent along, whatever the console says. */
  fixed?: Record<string, unknown>;
  /** What the console gets to see: never a session's secret, which belongs in the cookie alone. */
  gives?: readonly string[];
  limit: Limit;
  before: {
    /** How to find whose account the call is about, as far as that can be told before it happens. */
    person: "of address" | "of session" | "of reset token";
    /** Why the call makes no sense for this person; null: it does. */
    refusal?(before: Before): string | null;
  };
  after: {
    /** What the audit log says of a call that better-auth has agreed to; null: nothing yet. */
    success(outcome: Outcome): AuditLine | null;
    /** How it calls one whose secret was wrong, where that is worth a line. */
    failure?: AuditAction;
    /** The caller has proved nothing: the log does not say that it was this person. */
    isUnproven?: true;
  };
}

interface Limit {
  /** The most calls from one address in a minute. */
  perMinute: number;
  /** It hashes or checks a password, which takes a place in a lane. */
  needsPasswordQueue?: true;
  /** Addresses that its owner never signed in from share the tries of an account. */
  isShared?: true;
  /** It mails to the account: calls beyond so many an hour are answered, and nothing is sent. */
  isMail?: true;
  /** Its `code` opens something once. */
  isOneTime?: true;
  /** It takes so long at least, in ms: its time does not tell whether the address is known. */
  leastMs?: number;
}

interface Outcome {
  /** What better-auth has answered. */
  answer: Record<string, unknown>;
  /** Whether the caller had a session before. */
  isSignedIn: boolean;
}

interface AuditLine {
  action: AuditAction;
  before: Record<string, string | boolean>;
  after: Record<string, string | boolean>;
  /** Who proves who they are has all tries again. */
  forgives?: true;
}

const line = (action: AuditAction): AuditLine => ({ action, before: {}, after: {} });
const signIn = (proof: "password" | "password_and_code" | "password_and_backup_code"): AuditLine => ({
  ...line("staff.sign_in"),
  after: { with: proof },
  forgives: true,
});
const secondFactor = (isOn: boolean): AuditLine => ({
  action: isOn ? "staff.second_factor_on" : "staff.second_factor_off",
  before: { secondFactor: !isOn },
  after: { secondFactor: isOn },
});

const nothingToTurnOn = "There is no second factor to turn on.";

/** What the console uses; better-auth answers much more, and all of it stays closed (sign-up among it). */
export const pathRules: readonly PathRule[] = [
  {
    path: "/sign-in/email",
    takes: ["email", "password"],
    gives: ["twoFactorRedirect"],
    limit: { perMinute: 10, needsPasswordQueue: true, isShared: true },
    before: { person: "of address" },
    after: {
      // The second factor may still be owed.
      success: ({ answer }) => (answer.twoFactorRedirect === true ? null : signIn("password")),
      failure: "staff.sign_in_failed",
    },
  },
  {
    path: "/two-factor/verify-totp",
    takes: ["code"],
    limit: { perMinute: 10, isOneTime: true },
    before: {
      person: "of session",
      // Whoever is signed in gives a code for one reason: to turn on the second factor that they are setting up.
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
    takes: ["code"],
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
    takes: [],
    limit: { perMinute: 60 },
    before: { person: "of session" },
    after: { success: () => line("staff.sign_out") },
  },
  {
    path: "/request-password-reset",
    takes: ["email"],
    limit: { perMinute: 5, isMail: true, leastMs: 400 },
    before: { person: "of address" },
    after: { success: () => line("staff.request_reset"), isUnproven: true },
  },
  {
    path: "/reset-password",
    takes: ["token", "newPassword"],
    limit: { perMinute: 10, needsPasswordQueue: true },
    before: { person: "of reset token" },
    after: { success: () => ({ ...line("staff.reset_password"), forgives: true }) },
  },
  {
    path: "/change-password",
    takes: ["currentPassword", "newPassword"],
    fixed: { revokeOtherSessions: true },
    limit: { perMinute: 10, needsPasswordQueue: true },
    before: { person: "of session" },
    after: { success: () => line("staff.change_password"), failure: "staff.change_password_failed" },
  },
  {
    path: "/two-factor/enable",
    takes: ["password"],
    gives: ["totpURI", "backupCodes"],
    limit: { perMinute: 10, needsPasswordQueue: true },
    before: { person: "of session" },
    after: { success: () => line("staff.begin_second_factor") },
  },
  {
    path: "/two-factor/generate-backup-codes",
    takes: ["password"],
    gives: ["backupCodes"],
    limit: { perMinute: 10, needsPasswordQueue: true },
    before: { person: "of session" },
    after: { success: () => line("staff.new_backup_codes") },
  },
  {
    path: "/two-factor/disable",
    takes: ["password"],
    limit: { perMinute: 10, needsPasswordQueue: true },
    before: { person: "of session" },
    after: { success: () => secondFactor(false) },
  },
];
