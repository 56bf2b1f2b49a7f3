import { useEffect, useRef } from "react";
import { isTemporary, refusalOf } from "./refusals.ts";

const firstWaitMs = 2_000;
const longestWaitMs = 60_000;
/** A stream that has been open for so long was not the next one in a row of failures. */
const steadyMs = 30_000;

interface Stream {
  status: "idle" | "connecting" | "pending" | "error";
  error: unknown;
  reset(): void;
}

/**
 * Opens an event stream again that has ended or was refused, after growing waits, and at once when the network is back. A browser
 * does so by itself only after a connection that broke, not after an answer such as 502 or 429. Answers whether it is open.
 */
export function useReopened({ status, error, reset }: Stream, { isWanted }: { isWanted: boolean }): boolean {
  const failures = useRef(0);
  const isOpen = isWanted && status === "pending";
  const isOver = isWanted && (status === "idle" || (status === "error" && isTemporary(error)));
  useEffect(() => {
    if (!isOpen) return;
    const timer = setTimeout(() => {
      failures.current = 0;
    }, steadyMs);
    return () => clearTimeout(timer);
  }, [isOpen]);
  useEffect(() => {
    if (!isOver) return;
    const grown = Math.min(firstWaitMs * 2 ** failures.current, longestWaitMs);
    const refusal = refusalOf(error);
    const told = refusal?.code === "TOO_MANY_REQUESTS" ? refusal.details.retryAfterSeconds : 0;
    // Not all pages at once, when the shop has started again.
    const wait = Math.max(grown, told * 1_000) * (1 + Math.random() / 2);
    const timer = setTimeout(() => {
      failures.current += 1;
      reset();
    }, wait);
    addEventListener("online", reset);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", reset);
    };
  }, [isOver, error, reset]);
  return isOpen;
}
