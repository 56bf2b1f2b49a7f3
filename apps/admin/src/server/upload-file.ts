import { TRPCClientError } from "@trpc/client";
import { z } from "zod";
import { postWithProgress } from "./post-with-progress.ts";

const answer = z.object({ uploadId: z.uuid() });
const answerOfFailure = z.object({
  error: z.union([z.string(), z.object({ data: z.looseObject({}).optional() })]),
  requestId: z.string().optional(),
});

/**
 * Stores a file on the server; `onProgress` gets the sent share of it, from 0 to 1. Answers the id by which a procedure then says
 * what it is. Refusals are errors like those of procedures.
 */
export async function uploadFile(
  file: File,
  signal: AbortSignal,
  onProgress: (part: number) => void,
): Promise<string> {
  const headers = { "content-type": "application/octet-stream" };
  const response = await postWithProgress("/uploads", { headers, body: file, signal }, onProgress).catch(
    (error: unknown) => {
      throw signal.aborted ? error : TRPCClientError.from(error as Error);
    },
  );
  const body: unknown = await response.json().catch(() => null);
  const stored = answer.safeParse(body);
  if (stored.success) return stored.data.uploadId;
  throw uploadErrorOf(response.status, body);
}

/** The error of an upload that was answered: a refusal like a procedure's, what is not valid in the server's words, or a fault. */
export function uploadErrorOf(status: number, body: unknown): Error {
  const { error, requestId } = answerOfFailure.safeParse(body).data ?? {};
  if (typeof error !== "string")
    return TRPCClientError.from({
      error: { code: -32_000, message: "The upload failed", data: { requestId, ...error?.data } },
    });
  const code = status < 500 ? "BAD_REQUEST" : "INTERNAL_SERVER_ERROR";
  return TRPCClientError.from({ error: { code: -32_000, message: error, data: { code, requestId } } });
}
