/**
 * A code, and what somebody else said with it: Stripe, a network, a library. The database keeps both in one text: `timeout`,
 * or `no_answer: connect ECONNREFUSED`.
 */
export interface Coded<Code extends string> {
  /** Null: written by an older version, in words. */
  code: Code | null;
  said: string | null;
}

/** As it is kept. @param maxLength characters; what was said is cut off there */
export function writeCoded<Code extends string>(
  { code, said }: { code: Code; said: string | null },
  maxLength: number,
): string {
  return said === null ? code : `${code}: ${said}`.slice(0, maxLength);
}

/** What `writeCoded` kept. A text that begins with none of the codes is all said. */
export function readCoded<Code extends string>(codes: readonly Code[], kept: string): Coded<Code> {
  const code = codes.find((known) => kept === known || kept.startsWith(`${known}: `));
  if (code === undefined) return { code: null, said: kept };
  return { code, said: kept === code ? null : kept.slice(code.length + 2) };
}
