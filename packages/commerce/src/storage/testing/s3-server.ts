import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { S3Bucket } from "../s3-storage.ts";

/** What the server does instead of its work. `half`: the connection is cut in the middle of an object. */
type S3Fault = "error" | "silence" | "half";

/** A local server that speaks the calls of Amazon S3's REST API that the shop uses, for one bucket. */
export interface S3Server extends AsyncDisposable {
  bucket: S3Bucket;
  objects: Map<string, Buffer>;
  /** Uploads in parts that were neither completed nor aborted. */
  openUploads: Map<string, Map<number, Buffer>>;
  fault: S3Fault | null;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
export async function openS3Server(): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const openUploads = new Map<string, Map<number, Buffer>>();
  const accessKeyId = "AKIATEST";
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://host");
    const body = await read(request);
    if (s3.fault === "silence") return;
    if (s3.fault === "error") return sendError(response, 503, "SlowDown");
    if (!request.headers.authorization?.includes(`Credential=${accessKeyId}/`))
      return sendError(response, 403, "InvalidAccessKeyId");
    const [, bucketName, ...rest] = url.pathname.split("/");
    if (bucketName !== "files") return sendError(response, 404, "NoSuchBucket");
    const key = rest.join("/");
    if (key === "") return void response.end();
    const uploadId = url.searchParams.get("uploadId");
    if (request.method === "POST" && url.searchParams.has("uploads")) {
      const id = randomUUID();
      openUploads.set(id, new Map());
      return sendXml(
        response,
        `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    if (uploadId !== null) {
      const parts = openUploads.get(uploadId);
      if (parts === undefined) return sendError(response, 404, "NoSuchUpload");
      if (request.method === "PUT") {
        parts.set(Number(url.searchParams.get("partNumber")), body);
        return void response.setHeader("ETag", `"${randomUUID()}"`).end();
      }
      openUploads.delete(uploadId);
      if (request.method === "DELETE") return void response.writeHead(204).end();
      const numbers = [...parts.keys()].toSorted((a, b) => a - b);
      objects.set(key, Buffer.concat(numbers.flatMap((number) => parts.get(number) ?? [])));
      return sendXml(
        response,
        `<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>`,
      );
    }
    if (request.method === "PUT") {
      objects.set(key, body);
      return void response.setHeader("ETag", `"${randomUUID()}"`).end();
    }
    if (request.method === "DELETE") {
      objects.delete(key);
      return void response.writeHead(204).end();
    }
    const object = objects.get(key);
    if (object === undefined) return sendError(response, 404, "NoSuchKey");
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    const sent = range === null ? object : object.subarray(Number(range[1]), Number(range[2]) + 1);
    response.writeHead(range === null ? 200 : 206, { "Content-Length": sent.length });
    if (request.method === "HEAD") return void response.end();
    if (s3.fault !== "half") return void response.end(sent);
    response.write(sent.subarray(0, sent.length / 2), () => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const s3: S3Server = {
    bucket: {
      endpoint: `http://127.0.0.1:${port}`,
      region: "eu-central-1",
      accessKeyId,
      secretAccessKey: "secret",
      bucket: "files",
      prefix: "shop/",
    },
    objects,
    openUploads,
    fault: null,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return s3;
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    // The client has stopped.
  }
  return Buffer.concat(chunks);
}

function sendXml(response: ServerResponse, xml: string): void {
  response.writeHead(200, { "Content-Type": "application/xml" }).end(`<?xml version="1.0"?>${xml}`);
}

function sendError(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { "Content-Type": "application/xml" });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}
