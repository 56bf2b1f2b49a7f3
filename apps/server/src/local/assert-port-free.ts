import { createServer } from "node:net";
import { listenProblem } from "../config/listen-problem.ts";

/** Throws a StartError when something listens there already; `name` is the variable that chose the port. */
export async function assertPortFree(name: string, port: number, host?: string): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", (error) => reject(listenProblem(error, { name, port, host })));
    probe.listen({ port, host }, resolve);
  });
  await new Promise((done) => probe.close(done));
}
