/**
 * `/v1/refunds` matches itself and all below it. With a `*` (one segment) or a `$` at the end, the whole path must
 * match: `/v1/payment_intents$` is the collection alone, `/v1/payment_intents/*` followed by `/confirm` any confirmation.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const whole = pattern.endsWith("$") || pattern.includes("*");
  const wanted = segments(pattern.replace(/\$$/, ""));
  const given = segments(path);
  if (whole ? wanted.length !== given.length : wanted.length > given.length) return false;
  return wanted.every((segment, index) => segment === "*" || segment === given[index]);
}

function segments(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}
