import type { AppRouter } from "@dualtrack/api";
import type { Refusal } from "@dualtrack/contract";
import { TRPCClientError } from "@trpc/client";

function dataOf(error: unknown) {
  return error instanceof TRPCClientError ? (error as TRPCClientError<AppRouter>).data : undefined;
}

/** The rule that said no, if that is why it failed; null for faults and a lost network. */
export function refusalOf(error: unknown): Refusal | null {
  return dataOf(error)?.refusal ?? null;
}

export function isSignedOut(error: unknown): boolean {
  return refusalOf(error)?.code === "NOT_SIGNED_IN";
}

/** What is wrong with which field of what was sent; null when that is not why it failed. */
export function fieldProblemsOf(error: unknown): Readonly<Record<string, string[] | undefined>> | null {
  return dataOf(error)?.fields ?? null;
}

/** The number under which the server's log knows this fault. */
export function requestIdOf(error: unknown): string | null {
  return dataOf(error)?.requestId ?? null;
}

/** No answer came at all, or a part of the console itself could not be loaded: the network, or the server, is away. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof TRPCClientError) return !error.data;
  return error instanceof Error && /import(ed|ing)? (a )?module|unable to preload/i.test(error.message);
}
