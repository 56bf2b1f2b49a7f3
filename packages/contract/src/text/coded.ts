/**
 * A code, and the message that came with it from Stripe, the network or a library. The database stores both as one text:
 * `timeout`, or `no_answer: connect ECONNREFUSED`.
 */
export interface Coded<Code extends string> {
  /** Null: written by an older version, as text. */
  code: Code | null;
  said: string | null;
}

/** The stored text. @param maxLength in characters; the message is cut off there */
export function writeCoded<Code extends string>(
  { code, said }: { code: Code; said: string | null },
  maxLength: number,
): string {
  return said === null ? code : `${code}: ${said}`.slice(0, maxLength);
}

/** Reads what `writeCoded` wrote. A text that begins with none of the codes is a message without a code. */
export function readCoded<Code extends string>(codes: readonly Code[], stored: string): Coded<Code> {
  const code = codes.find((known) => stored === known || stored.startsWith(`${known}: `));
  if (code === undefined) return { code: null, said: stored };
  return { code, said: stored === code ? null : stored.slice(code.length + 2) };
}
