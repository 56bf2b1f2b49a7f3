import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Request, Response } from "express";

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** In bytes. To compress an answer that fits into a few packets takes longer than to send it. */
export const smallAnswer = 4_096;

/** Better than the default of streams takes much longer, and the answer may last for a second only. */
const brotliQuality = 5;

type Encoding = "br" | "gzip";

/** What is sent, with its ETag, and compressed as soon as a browser wants that. */
export interface PackedAnswer {
  bytes: Buffer;
  type: string;
  etag: string;
  compressed: Map<Encoding, Promise<Buffer>>;
}

/** As long as somebody keeps an answer, its bytes are kept beside it. */
const packed = new WeakMap<object, PackedAnswer>();

export function pack(text: string, type: string): PackedAnswer {
  const bytes = Buffer.from(text);
  // Weak: compressed or not, it says the same.
  const etag = `W/"${createHash("sha256").update(bytes).digest("base64url").slice(0, 27)}"`;
  return { bytes, type, etag, compressed: new Map() };
}

/** Sends `data` as tRPC answers a single query with it. */
export function sendData(request: Request, response: Response, data: object): Promise<void> {
  let answer = packed.get(data);
  if (answer === undefined) {
    answer = pack(JSON.stringify({ result: { data } }), "application/json");
    packed.set(data, answer);
  }
  return sendPacked(request, response, answer);
}

/**
 * Browsers ask each time whether what they have still holds, and get 304 if so; nobody else may keep it, as it depends on the
 * customer.
 */
export async function sendPacked(request: Request, response: Response, answer: PackedAnswer): Promise<void> {
  response.setHeader("Content-Type", answer.type);
  response.setHeader("Cache-Control", "private, no-cache");
  response.setHeader("ETag", answer.etag);
  response.setHeader("Vary", "Accept-Encoding");
  if (request.fresh) {
    response.statusCode = 304;
    response.removeHeader("Content-Type");
    return void response.end();
  }
  const encoding = answer.bytes.length < smallAnswer ? null : encodingFor(request);
  const bytes = encoding === null ? answer.bytes : await compress(answer, encoding);
  if (encoding !== null) response.setHeader("Content-Encoding", encoding);
  response.setHeader("Content-Length", bytes.length);
  response.end(bytes);
}

function encodingFor(request: Request): Encoding | null {
  const accepted = request.acceptsEncodings();
  return accepted.includes("br") ? "br" : accepted.includes("gzip") ? "gzip" : null;
}

/** Once, however many ask at the same time. */
function compress({ bytes: plain, compressed }: PackedAnswer, encoding: Encoding): Promise<Buffer> {
  let bytes = compressed.get(encoding);
  if (bytes === undefined) {
    bytes =
      encoding === "br"
        ? brotli(plain, {
            params: {
              [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
              [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
            },
          })
        : zip(plain);
    compressed.set(encoding, bytes);
  }
  return bytes;
}
