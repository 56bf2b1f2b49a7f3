import { createServer } from "node:net";
import { listenProblem } from "../config/listen-problem.ts";

/** Throws a StartError if the port is in use; `name` is the variable that set it. */
export async function assertPortFree(name: string, port: number, host?: string): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", (error) => reject(listenProblem(error, { name, port, host })));
    probe.listen({ port, host }, resolve);
  });
  await new Promise((done) => probe.close(done));
}
