import { TRPCClientError } from "@trpc/client";
import { z } from "zod";
import { postWithProgress } from "./post-with-progress.ts";

const answer = z.object({ uploadId: z.uuid() });

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
  const { data = {} } = (body as { error?: { data?: object } } | null)?.error ?? {};
  throw TRPCClientError.from({ error: { code: -32_000, message: "The upload failed", data } });
}
