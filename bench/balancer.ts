import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

/** Interval of the readiness checks, in ms. */
const askEveryMs = 500;

/** A minimal load balancer: it sends each request once, to the next web process that is ready. */
export async function openBalancer(port: number, webs: number[]): Promise<{ close(): Promise<void> }> {
  const agent = new Agent({ keepAlive: true });
  const ready = new Set<number>();
  let turn = 0;
  const ask = async () => {
    for (const web of webs) {
      const answer = await fetch(`http://127.0.0.1:${web}/readyz`).catch(() => null);
      await answer?.arrayBuffer();
      if (answer?.ok) ready.add(web);
      else ready.delete(web);
    }
  };
  await ask();
  const asking = setInterval(() => void ask(), askEveryMs);

  const forward = (incoming: IncomingMessage, response: ServerResponse) => {
    const open = [...ready];
    const web = open[turn++ % open.length];
    if (web === undefined) return void response.writeHead(503).end();
    const { method, url: path, headers } = incoming;
    const call = request({ agent, host: "127.0.0.1", port: web, method, path, headers }, (answer) => {
      const { connection: _, ...kept } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, kept);
      answer.pipe(response);
      answer.once("error", () => response.destroy());
    });
    call.once("error", () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    incoming.pipe(call);
  };
  const server = createServer(forward);
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  return {
    async close() {
      clearInterval(asking);
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      agent.destroy();
    },
  };
}
