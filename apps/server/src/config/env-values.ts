import { isIP } from "node:net";
import { isEmail } from "@dualtrack/contract";
import { z } from "zod";

// The types of variables, each with its error message.

export const url = (protocols: string[], example: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be an address such as ${example}`,
  });
export const origin = url(["http:", "https:"], "https://shop.example.com").refine(
  (value) => !URL.canParse(value) || `${new URL(value).origin}/` === new URL(value).href,
  { error: "must be an address without a path, such as https://shop.example.com" },
);
const isOrigin = (value: string) => origin.safeParse(value).success;
export const origins = z
  .string()
  .transform((text) => text.split(",").map((one) => one.trim()))
  .refine((all) => all.every(isOrigin), {
    error: "must be addresses without a path, with commas between them, such as https://admin.example.com",
  })
  .transform((all) => all.map((one) => new URL(one).origin));
export const port = z.coerce
  .number("must be a port number")
  .int()
  .min(1, "must be 1 to 65535")
  .max(65_535, "must be 1 to 65535");
export const host = z
  .string()
  .refine((value) => isIP(value) !== 0 || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(value), {
    error: "must be an address or a name of this machine, such as 127.0.0.1",
  });
export const key = (...prefixes: string[]) =>
  z.string().refine((value) => prefixes.some((prefix) => value.startsWith(prefix)), {
    error: `must begin with ${prefixes.join(" or ")}`,
  });

/** Secrets with commas between them, the newest first. Their values are never repeated in an error. */
export const secrets = (pattern: RegExp, error: string) =>
  z
    .string()
    .transform((text) => text.split(",").map((one) => one.trim()))
    .refine((all) => all.every((one) => pattern.test(one)) && new Set(all).size === all.length, { error });

/**
 * Headers of HTTP as `name=value,name=value`, with values in percent-encoding. Never repeated in an error.
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specifying-headers-via-environment-variables
 */
export const headers = z
  .string()
  .refine((value) => headerPattern.test(value), {
    error: "must be name=value, or several of them with commas between them",
  })
  .transform((value) =>
    Object.fromEntries(
      value.split(",").map((pair) => {
        const [name = "", ...rest] = pair.trim().split("=");
        return [name.trim(), decodeURIComponent(rest.join("=").trim())];
      }),
    ),
  );
const headerPattern =
  /^\s*[\w!#$&'*+.^`|~-]+\s*=(?:[^,%]|%[\da-f]{2})+(?:,\s*[\w!#$&'*+.^`|~-]+\s*=(?:[^,%]|%[\da-f]{2})+)*$/i;

export const count = z.coerce
  .number("must be a whole number")
  .int("must be a whole number")
  .min(1, "must be 1 or more");
/** A number of days; `min` is how long the shop itself may need the data. */
export const days = (min: number, usual: number) =>
  z.coerce
    .number("must be a number of days")
    .int(`must be ${min} to 3650`)
    .min(min, `must be ${min} to 3650`)
    .max(3_650, `must be ${min} to 3650`)
    .default(usual);

export const databaseUrl = url(["postgres:", "postgresql:"], "postgresql://user:password@host:5432/shop");
export const email = z.string().refine(isEmail, { error: "must be an e-mail address" });

/** An IANA name. Offsets such as +01:00 are refused: PostgreSQL reads their sign the other way round. */
function isTimeZone(value: string): boolean {
  if (!/^[A-Z]/i.test(value)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

export const timeZone = z
  .string()
  .refine(isTimeZone, { error: "must be a time zone's name, such as Europe/Vienna" });
