import { connect, type Socket } from "node:net";

export interface Load {
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

/**
 * Asks `url` over so many connections at once, each anew as soon as it has its answer, for so many seconds. A client of a few lines, as it
 * shares the machine with what it measures: it takes a fraction of what `fetch` does. Throws at an answer with another status.
 */
export async function loadWith(
  url: string,
  {
    connections,
    seconds,
    headers = {},
    status = 200,
  }: { connections: number; seconds: number; headers?: Record<string, string>; status?: number },
): Promise<Load> {
  const { hostname, port, pathname, search } = new URL(url);
  const lines = Object.entries({ host: `${hostname}:${port}`, ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const request = [`GET ${pathname}${search} HTTP/1.1`, ...lines, "", ""].join("\r\n");
  const times: number[] = [];
  const until = performance.now() + seconds * 1_000;
  const expected = `HTTP/1.1 ${status} `;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      try {
        for (let from = performance.now(); from < until; from = performance.now()) {
          const answered = nextAnswer(socket);
          socket.write(request);
          const head = await answered;
          if (!head.startsWith(expected)) throw new Error(`${url}: ${head.slice(0, 100)}`);
          times.push(performance.now() - from);
        }
      } finally {
        socket.destroy();
      }
    }),
  );
  const sorted = times.toSorted((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { perSecond: times.length / seconds, p50: quantile(0.5), p99: quantile(0.99) };
}

/** The head of the next answer, once its body has come, too. */
function nextAnswer(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let head = "";
    let missing = Number.POSITIVE_INFINITY;
    const take = (chunk: Buffer) => {
      if (head === "") {
        const end = chunk.indexOf("\r\n\r\n");
        if (end < 0) return fail(new Error("a head in several packets"));
        head = chunk.toString("latin1", 0, end);
        const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
        if (length === undefined && !head.startsWith("HTTP/1.1 304"))
          return takeChunks(chunk.subarray(end + 4));
        missing = Number(length ?? 0) - (chunk.length - end - 4);
      } else missing -= chunk.length;
      if (missing <= 0) done();
    };
    /** A body without a length ends with an empty chunk. */
    const takeChunks = (chunk: Buffer) => {
      socket.off("data", take);
      socket.on("data", takeLast);
      takeLast(chunk);
    };
    const takeLast = (chunk: Buffer) => {
      if (chunk.subarray(-5).toString("latin1") === "0\r\n\r\n") done();
    };
    const done = () => {
      stop();
      resolve(head);
    };
    const fail = (error: Error) => {
      stop();
      reject(error);
    };
    const ended = () => fail(new Error("the connection was closed"));
    const stop = () => {
      socket.off("data", take).off("data", takeLast).off("error", fail).off("close", ended);
    };
    socket.on("data", take).on("error", fail).on("close", ended);
  });
}
