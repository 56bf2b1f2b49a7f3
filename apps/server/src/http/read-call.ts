import type { IncomingHttpHeaders } from "node:http";
import { maxBodyBytesOf, takesFile } from "@dualtrack/api";
import { maxCallsPerRequest } from "@dualtrack/contract";
import { TRPCError } from "@trpc/server";
import type { Request, Response } from "express";
import { isNestedDeeper } from "../request/is-nested-deeper.ts";

/** No input of ours nests half as deep. */
const mostNested = 20;

/** This many bytes above the limit are read anyway: that costs less than opening a new connection. */
const readAnyway = 256 * 1024;

/**
 * Reads a call's body before tRPC does: no more bytes than its procedures take, and no JSON that is nested deeper than
 * any of theirs. Files are left for tRPC to read, and accepted from staff only. A refused body is not read.
 */
export function readCall(findStaff: (headers: IncomingHttpHeaders) => Promise<object | null>) {
  async function read(request: Request, response: Response): Promise<void> {
    const paths = pathsOf(request);
    if (request.method !== "POST")
      return refuseDeep(new URL(request.url, "http://host").searchParams.get("input") ?? "");
    const maxBytes = maxBodyBytesOf(paths.slice(0, maxCallsPerRequest));
    if (request.is("multipart/form-data")) return readFile(request, { paths, maxBytes });
    request.body = undefined; // tRPC reads no stream
    if (!request.is("application/json")) return;
    if (request.headers["content-encoding"] !== undefined)
      throw new TRPCError({ code: "UNSUPPORTED_MEDIA_TYPE", message: "Nothing packed is taken." });
    const json = await readText(request, response, maxBytes);
    refuseDeep(json);
    request.body = json;
  }

  async function readFile(request: Request, { paths, maxBytes }: { paths: string[]; maxBytes: number }) {
    const mayBring = takesFile(paths[0] ?? "") && (await findStaff(request.headers)) !== null;
    const length = Number(request.headers["content-length"] ?? Number.NaN);
    if (mayBring && length <= maxBytes) return; // tRPC reads as much as was announced, and the procedure as much as it takes
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

/** A body above the limit is not read to its end: the connection is closed after the answer. */
function readText(request: Request, response: Response, maxBytes: number): Promise<string> {
  const tooLarge = new TRPCError({ code: "PAYLOAD_TOO_LARGE", message: `At most ${maxBytes} bytes.` });
  const announced = Number(request.headers["content-length"] ?? 0);
  if (announced > maxBytes) {
    if (announced > maxBytes + readAnyway) response.set("Connection", "close");
    return Promise.reject(tooLarge);
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", function take(chunk: Buffer) {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= maxBytes) return;
      request.off("data", take);
      response.set("Connection", "close");
      reject(tooLarge);
    });
    request.once("end", () => resolve(Buffer.concat(chunks).toString()));
    request.once("error", reject);
    request.once("close", () => reject(new TRPCError({ code: "CLIENT_CLOSED_REQUEST" })));
  });
}

function refuseDeep(json: string): void {
  if (isNestedDeeper(json, mostNested))
    throw new TRPCError({ code: "BAD_REQUEST", message: "This nests too deep." });
}
