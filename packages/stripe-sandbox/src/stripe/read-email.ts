import { badParam } from "./errors.ts";

/** A plausible e-mail address, or null to unset it. */
export function readEmail(email: string | null | undefined, param: string): string | null {
  if (!email) return null;
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw badParam(param, `Invalid email address: ${email}`, "email_invalid");
  return email;
}
