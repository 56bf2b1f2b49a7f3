import type { Server } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { RequestHandler, Response } from "express";

/** How long requests that are under way may take once the process accepts no new ones, in ms. */
const finishMs = 30_000;

/** How a process that answers requests stops without losing any. */
export interface Drain {
  readonly isStopping: boolean;
  /** Runs before all routes: it counts the requests that are under way. */
  follow: RequestHandler;
  /** The live streams that are open. */
  countStreams(): number;
  /**
   * Until `noticed` resolves, the process accepts requests while `/readyz` says that it stops, so that the load
   * balancer stops sending them. Then it accepts no new connection, ends live streams (browsers reconnect, to another
   * process), and waits for the requests that are under way. Resolves with the number of requests that it had to cut
   * off.
   */
  stop(server: Server, { noticed }: { noticed: Promise<unknown> }): Promise<number>;
}

export function createDrain(): Drain {
  const underWay = new Set<Response>();
  let isStopping = false;
  return {
    get isStopping() {
      return isStopping;
    },
    follow(_request, response, next) {
      underWay.add(response);
      response.once("close", () => underWay.delete(response));
      if (isStopping) closeConnection(response);
      next();
    },
    countStreams: () => [...underWay].filter(isStream).length,
    async stop(server, { noticed }) {
      isStopping = true;
      for (const response of underWay) closeConnection(response);
      await noticed;
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const response of underWay) endIfStream(response);
      const closeIdle = setInterval(() => {
        for (const response of underWay) endIfStream(response); // a request that began in the last moment
        server.closeIdleConnections(); // connections whose last answer had promised to keep them open
      }, 100);
      const cut = await Promise.race([closed.then(() => 0), afterwards(finishMs, () => underWay.size)]);
      clearInterval(closeIdle);
      server.closeAllConnections();
      await closed;
      return cut;
    },
  };
}

/** A client that keeps its connection would send its next request here again. */
function closeConnection(response: Response): void {
  if (!response.headersSent) response.set("Connection", "close");
}

/** Live updates never end by themselves; a browser whose stream has ended opens it again. */
function endIfStream(response: Response): void {
  if (isStream(response)) response.end();
}

function isStream(response: Response): boolean {
  return response.headersSent && String(response.getHeader("Content-Type")).startsWith("text/event-stream");
}

async function afterwards<Result>(ms: number, read: () => Result): Promise<Result> {
  await pause(ms, undefined, { ref: false });
  return read();
}
