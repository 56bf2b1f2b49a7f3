import type { AppRouter } from "@dualtrack/api";
import type { Refusal, RefusalCode } from "@dualtrack/contract";
import { TRPCClientError } from "@trpc/client";

function dataOf(error: unknown) {
  return error instanceof TRPCClientError ? (error as TRPCClientError<AppRouter>).data : undefined;
}

/** A refusal that the page knows without asking the shop. */
export class RefusedElsewhere extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** The domain error of a failed request; null for faults and a lost network. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof RefusedElsewhere) return error.refusal;
  return dataOf(error)?.refusal ?? null;
}

/** The details of one kind of refusal, if the error is that one. */
export function refusedWith<Code extends RefusalCode>(error: unknown, code: Code) {
  const refusal = refusalOf(error);
  return refusal?.code === code ? (refusal as Extract<Refusal, { code: Code }>).details : null;
}

/** What is wrong with a field of the input; undefined: nothing. */
export function fieldProblemOf(error: unknown, field: string): string | undefined {
  const fields: Readonly<Record<string, string[] | undefined>> | null | undefined = dataOf(error)?.fields;
  return fields?.[field]?.[0];
}

/** The request's id, under which the server's log has this fault. */
export function requestIdOf(error: unknown): string | null {
  return dataOf(error)?.requestId ?? null;
}

/** Whether no answer came at all: the customer's network or the server is down. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof TRPCClientError && !error.data;
}

/**
 * Whether the same request may well succeed in a moment: the network or the server is down, the server failed, or it
 * had too many requests.
 */
export function isTemporary(error: unknown): boolean {
  if (isUnreachable(error) || refusedWith(error, "TOO_MANY_REQUESTS")) return true;
  return (dataOf(error)?.httpStatus ?? 0) >= 500;
}
