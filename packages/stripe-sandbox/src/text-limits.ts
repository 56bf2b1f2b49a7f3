import { badParam } from "./http/errors.ts";

/** Refuses text that is longer than Stripe keeps. */
export function assertLength(text: string | null | undefined, most: number, param: string): void {
  if (!text || text.length <= most) return;
  throw badParam(
    param,
    `Invalid string: ${text.slice(0, 10)}...${text.slice(-10)}; must be at most ${most} characters`,
  );
}

/** The URL as it was given, if a browser could follow it. */
export function readUrl(text: string, param: string, most = 5000): string {
  if (text.length > most)
    throw badParam(param, `Invalid URL: URL must be ${most} characters or less.`, "url_invalid");
  if (!/^[a-z][a-z0-9+.-]*:/i.test(text))
    throw badParam(param, "Invalid URL: An explicit scheme (such as https) must be provided.", "url_invalid");
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || /\s/.test(text))
    throw badParam(param, "Not a valid URL", "url_invalid");
  return text;
}
