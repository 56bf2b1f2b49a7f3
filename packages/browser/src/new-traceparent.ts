/**
 * The W3C `traceparent` of a call: the server's spans of it have this trace. `within`: the trace that it is part of; left out: one of
 * its own.
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function newTraceparent(within?: string): string {
  const hex = (bytes: number) =>
    Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join("");
  return `00-${within?.split("-")[1] ?? hex(16)}-${hex(8)}-01`;
}
