import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  /** Empty: it has none. */
  parentId: string;
  name: string;
  kind: number;
  facts: Record<string, string | number | boolean>;
  /** The ids of the traces that it is linked to. */
  links: string[];
  hasFailed: boolean;
  service: string;
}

/** A collector that speaks OTLP over HTTP, with protobuf. @see https://opentelemetry.io/docs/specs/otlp/#otlphttp */
export interface Collector extends AsyncDisposable {
  url: string;
  /** How it treats what it is sent. */
  mode: "take" | "refuse" | "hang";
  spans: ReceivedSpan[];
  /** All that it was sent, as text. */
  raw(): string;
  /** The requests that it has got. */
  requests: { path: string | undefined; authorization: string | undefined }[];
}

export async function openCollector(): Promise<Collector> {
  const bodies: Buffer[] = [];
  const collector: Pick<Collector, "mode" | "spans" | "requests"> = { mode: "take", spans: [], requests: [] };
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    collector.requests.push({ path: request.url, authorization: request.headers.authorization });
    bodies.push(body);
    if (collector.mode === "hang") return;
    if (collector.mode === "refuse") return void response.writeHead(400).end("no");
    collector.spans.push(...spansIn(body));
    response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return Object.assign(collector, {
    url: `http://127.0.0.1:${port}`,
    raw: () => Buffer.concat(bodies).toString("utf8"),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  });
}

/** The fields of a message by their number: bytes of those that have a length, a number of the others. */
type Message = Map<number, (Buffer | number)[]>;

/** @see https://protobuf.dev/programming-guides/encoding/ */
function read(bytes: Buffer): Message {
  const message: Message = new Map();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes.readUInt8(at);
      at += 1;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const [field, type] = [Math.floor(tag / 8), tag % 8];
    let value: Buffer | number;
    if (type === 0) value = varint();
    else if (type === 2) {
      const length = varint();
      value = bytes.subarray(at, at + length);
      at += length;
    } else {
      const length = type === 1 ? 8 : 4;
      value = length === 8 ? bytes.readDoubleLE(at) : bytes.readUInt32LE(at);
      at += length;
    }
    message.set(field, [...(message.get(field) ?? []), value]);
  }
  return message;
}

const bytesAt = (message: Message, field: number) => (message.get(field) ?? []).map((each) => each as Buffer);
const messagesAt = (message: Message, field: number) => bytesAt(message, field).map(read);
const textAt = (message: Message, field: number) => bytesAt(message, field)[0]?.toString("utf8") ?? "";
const hexAt = (message: Message, field: number) => bytesAt(message, field)[0]?.toString("hex") ?? "";

/** @see https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto */
function spansIn(body: Buffer): ReceivedSpan[] {
  return messagesAt(read(body), 1).flatMap((ofResource) => {
    const service = String(messagesAt(ofResource, 1).map((each) => factsAt(each, 1))[0]?.["service.name"]);
    return messagesAt(ofResource, 2)
      .flatMap((scope) => messagesAt(scope, 2))
      .map((span) => ({
        traceId: hexAt(span, 1),
        spanId: hexAt(span, 2),
        parentId: hexAt(span, 4),
        name: textAt(span, 5),
        kind: Number(span.get(6)?.[0]),
        facts: factsAt(span, 9),
        links: messagesAt(span, 13).map((link) => hexAt(link, 1)),
        hasFailed: messagesAt(span, 15).some((status) => status.get(3)?.[0] === 2),
        service,
      }));
  });
}

function factsAt(message: Message, field: number): ReceivedSpan["facts"] {
  return Object.fromEntries(
    messagesAt(message, field).map((pair) => {
      const [value = new Map()] = messagesAt(pair, 2);
      const [text] = bytesAt(value, 1);
      if (text !== undefined) return [textAt(pair, 1), text.toString("utf8")];
      const flag = value.get(2)?.[0];
      if (flag !== undefined) return [textAt(pair, 1), flag === 1];
      return [textAt(pair, 1), Number(value.get(3)?.[0] ?? value.get(4)?.[0])];
    }),
  );
}
