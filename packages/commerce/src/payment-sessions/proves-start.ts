import { timingSafeEqual } from "node:crypto";
import type { PaymentSession } from "@dualtrack/db";

/** Whether a secret proves that a browser started this session. */
export function provesStart(
  { clientSecret: ours }: Pick<PaymentSession, "clientSecret">,
  theirs: string,
): boolean {
  if (ours === null) return false;
  const [a, b] = [Buffer.from(ours), Buffer.from(theirs)];
  return a.length === b.length && timingSafeEqual(a, b);
}
