/**
 * The search part of the address as plain text that people can read and send to each other: lists with commas, flags
 * as `yes`. Each route parses the texts into its own types, and drops what it does not know.
 */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    const text = Array.isArray(value) ? value.join(",") : value === true ? "yes" : value;
    if ((typeof text === "string" && text !== "") || typeof text === "number") params.set(name, String(text));
  }
  const text = params.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
  return text === "" ? "" : `?${text}`;
}

export function readText(value: unknown, maxLength = 200): string | undefined {
  if (typeof value !== "string") return undefined;
  return value.trim().slice(0, maxLength) || undefined;
}

/** A whole number from 1 on. */
export function readCount(value: unknown): number | undefined {
  const count = Number(value);
  return Number.isSafeInteger(count) && count >= 1 ? count : undefined;
}

export function readId(value: unknown): string | undefined {
  return typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
    ? value
    : undefined;
}

export function readFlag(value: unknown): true | undefined {
  return value === true || value === "yes" || undefined;
}

export function readDay(value: unknown): string | undefined {
  if (typeof value !== "string" || !/^[12]\d{3}-\d{2}-\d{2}$/.test(value)) return undefined;
  const time = Date.parse(`${value}T00:00:00Z`);
  return Number.isNaN(time) || !new Date(time).toISOString().startsWith(value) ? undefined : value;
}

export function readOneOf<Value extends string>(
  value: unknown,
  allowed: readonly Value[],
): Value | undefined {
  return allowed.find((option) => option === value);
}

/** In the order of `words`, so that the same choice is the same address. */
export function readList<Value extends string>(
  value: unknown,
  allowed: readonly Value[],
): Value[] | undefined {
  const chosen: unknown[] = typeof value === "string" ? value.split(",") : Array.isArray(value) ? value : [];
  const known = allowed.filter((option) => chosen.includes(option));
  return known.length > 0 ? known : undefined;
}

export function readUuid(value: unknown): string | undefined {
  return typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
    ? value
    : undefined;
}
