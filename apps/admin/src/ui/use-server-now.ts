import { useNow } from "./use-now.ts";

/** The server's time, second by second, from its last answer: this device's own clock may be wrong. */
export function useServerNow(answer: { serverNow: string } | undefined, receivedAt: number): number {
  const now = useNow(1_000);
  if (answer === undefined) return now;
  const offset = Date.parse(answer.serverNow) - receivedAt;
  return Math.max(now, receivedAt) + offset;
}
