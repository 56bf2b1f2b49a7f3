import type { AppRouter } from "@dualtrack/api";
import type { Refusal } from "@dualtrack/contract";
import { TRPCClientError } from "@trpc/client";

function dataOf(error: unknown) {
  return error instanceof TRPCClientError ? (error as TRPCClientError<AppRouter>).data : undefined;
}

/** The domain error of a failed request; null for faults and a lost network. */
export function refusalOf(error: unknown): Refusal | null {
  return dataOf(error)?.refusal ?? null;
}

export function isSignedOut(error: unknown): boolean {
  return refusalOf(error)?.code === "NOT_SIGNED_IN";
}

/** The fields of the input that were refused, each with its message; null if the request failed for another reason. */
export function fieldProblemsOf(error: unknown): Readonly<Record<string, string[] | undefined>> | null {
  return dataOf(error)?.fields ?? null;
}

/** Why a request is not valid, in the server's words; null if it failed for another reason. */
export function invalidityOf(error: unknown): string | null {
  const data = dataOf(error);
  if (data?.code !== "BAD_REQUEST") return null;
  if (!data.fields) return (error as Error).message;
  return Object.values(data.fields).flat().join(". ") || "This is not valid.";
}

/** The request's id, under which the server's log has this fault. */
export function requestIdOf(error: unknown): string | null {
  return dataOf(error)?.requestId ?? null;
}

/** Whether no answer came at all, or a part of the console could not be loaded: the network or the server is down. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof TRPCClientError) return !error.data;
  return error instanceof Error && /import(ed|ing)? (a )?module|unable to preload/i.test(error.message);
}
