import type { IncomingHttpHeaders } from "node:http";
import { maxBodyBytesOf, takesFile } from "@dualtrack/api";
import { maxCallsPerRequest } from "@dualtrack/contract";
import { TRPCError } from "@trpc/server";
import { type Request, type Response, text } from "express";
import { isNestedDeeper } from "./is-nested-deeper.ts";

/** No input of ours nests half as deep. */
const mostNested = 20;

/**
 * Reads what comes with a call before tRPC does: no more bytes than its procedures take, of JSON that is not deeper than
 * any of theirs. Files are left for tRPC to read, and come from staff alone. What is refused is not read.
 */
export function readCall(findStaff: (headers: IncomingHttpHeaders) => Promise<object | null>) {
  async function read(request: Request, response: Response): Promise<void> {
    const paths = pathsOf(request);
    if (request.method !== "POST")
      return refuseDeep(new URL(request.url, "http://host").searchParams.get("input") ?? "");
    const most = maxBodyBytesOf(paths.slice(0, maxCallsPerRequest));
    if (request.is("multipart/form-data")) return readFile(request, { paths, most });
    request.body = undefined; // tRPC reads no stream
    if (!request.is("application/json")) return;
    await readText(request, response, most);
    refuseDeep(typeof request.body === "string" ? request.body : "");
  }

  async function readFile(request: Request, { paths, most }: { paths: string[]; most: number }) {
    const mayBring = takesFile(paths[0] ?? "") && (await findStaff(request.headers)) !== null;
    const length = Number(request.headers["content-length"] ?? Number.NaN);
    if (mayBring && length <= most) return; // tRPC reads as much as was announced, and the procedure as much as it takes
    request.body = undefined;
    if (mayBring)
      throw new TRPCError({ code: "PAYLOAD_TOO_LARGE", message: "This is more than one upload." });
  }

  return (request: Request, response: Response, next: (error?: unknown) => void): void => {
    read(request, response).then(() => next(), next);
  };
}

function pathsOf(request: Request): string[] {
  const path = decodeURIComponent(request.path.slice(request.path.lastIndexOf("/") + 1));
  return request.query.batch === "1" ? path.split(",") : [path];
}

async function readText(request: Request, response: Response, limit: number): Promise<void> {
  const read = text({ limit, type: () => true, inflate: false });
  const problem = await new Promise<unknown>((resolve) => read(request, response, resolve));
  if (problem === undefined) return;
  request.body = undefined;
  const isTooLarge = (problem as { status?: number }).status === 413;
  throw new TRPCError({ code: isTooLarge ? "PAYLOAD_TOO_LARGE" : "BAD_REQUEST", cause: problem });
}

function refuseDeep(json: string): void {
  if (isNestedDeeper(json, mostNested))
    throw new TRPCError({ code: "BAD_REQUEST", message: "This nests too deep." });
}
