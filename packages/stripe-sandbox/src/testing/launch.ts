import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import Stripe from "stripe";

/** The program that a developer starts. */
export const cli = new URL("../cli.ts", import.meta.url).pathname;

/** A sandbox in a process of its own, on a free port, with a client for it. Whoever launches it ends it. */
export async function launch(env: Record<string, string>) {
  const child: ChildProcess = spawn(process.execPath, [cli], {
    env: { ...process.env, SANDBOX_PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const [message] = (await once(child, "message")) as [{ type: string; url: string }];
  const { hostname, port } = new URL(message.url);
  const stripe = new Stripe("sk_test_sandbox", { host: hostname, port, protocol: "http", telemetry: false });
  return { child, url: message.url, port, stripe };
}
