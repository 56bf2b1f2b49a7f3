import { badParam } from "./errors.ts";

/** Refuses text that is longer than Stripe keeps. */
export function assertLength(text: string | null | undefined, most: number, param: string): void {
  if (!text || text.length <= most) return;
  throw badParam(
    param,
    `Invalid string: ${text.slice(0, 10)}...${text.slice(-10)}; must be at most ${most} characters`,
  );
}

/** Eight digits, as for charges. https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
export const MOST = 99_999_999;

/** A whole number from `least` to eight digits: amounts of money, and counts. */
export function assertWhole(value: number, least: number, param: string): number {
  if (value < least)
    throw badParam(
      param,
      `This value must be greater than or equal to ${least}.`,
      "parameter_invalid_integer",
    );
  if (value > MOST)
    throw badParam(param, `This value must be less than or equal to ${MOST}.`, "parameter_invalid_integer");
  return value;
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
