import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { RequestHandler } from "express";

const brotli = promisify(brotliCompress);

/** Below the best, which takes ten times as long for a few percent. */
const quality = 9;

const types: Record<string, string> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};

/**
 * An app's built scripts and styles, compressed once for all who can read that: half of what a first visit waits for. What is
 * kept is bounded by what is built. Other files, and other browsers, are left to the next handler.
 */
export function packedAssets(dist: string): RequestHandler {
  const packed = new Map<string, Promise<Buffer>>();

  function pack(path: string): Promise<Buffer> {
    let bytes = packed.get(path);
    if (bytes === undefined) {
      bytes = readFile(join(dist, path)).then((file) =>
        brotli(file, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
      );
      packed.set(path, bytes);
      bytes.catch(() => packed.delete(path)); // there is no such file, or not yet
    }
    return bytes;
  }

  return async (request, response, next) => {
    const type = types[/^\/assets\/[\w-]+\.(js|css)$/.exec(request.path)?.[1] ?? ""];
    if (type === undefined || !isAsked(request.method)) return next();
    response.vary("Accept-Encoding");
    if (!request.acceptsEncodings().includes("br")) return next();
    const bytes = await pack(request.path).catch(() => null);
    if (bytes === null) return next();
    response.set({
      "Content-Type": type,
      "Content-Encoding": "br",
      "Cache-Control": "public, max-age=31536000, immutable",
    });
    response.send(bytes);
  };
}

const isAsked = (method: string) => method === "GET" || method === "HEAD";
