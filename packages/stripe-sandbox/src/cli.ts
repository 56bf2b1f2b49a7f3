#!/usr/bin/env node
import { readCommandLine } from "./command-line.ts";
import type { Sandbox } from "./sandbox.ts";

function end(sentence: string, code: number): never {
  (code === 0 ? console.log : console.error)(sentence);
  process.exit(code);
}

if (Number(process.versions.node.split(".")[0]) < 24)
  end(`The sandbox needs Node 24 or newer; this is ${process.version}.`, 1);

// Node 24 calls its SQLite experimental, which who starts a sandbox can do nothing about. All else is still told.
process.removeAllListeners("warning");
process.on("warning", (warning) => {
  if (warning.name === "ExperimentalWarning" && warning.message.includes("SQLite")) return;
  console.error(`${warning.name}: ${warning.message}`);
});
// Loaded only now, because loading SQLite is what brings the warning.
const { startSandbox } = await import("./start-sandbox.ts");

const commandLine = readCommandLine(process.argv.slice(2), process.env);
if ("message" in commandLine) end(commandLine.message, commandLine.code);

let sandbox: Sandbox;
try {
  sandbox = await startSandbox({ ...commandLine.options, log: (line) => console.error(line) });
} catch (error) {
  const { port, host, dataDir } = commandLine.options;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE")
    end(`Port ${port} is taken; stop what listens there, or give another: --port, SANDBOX_PORT.`, 1);
  if (code === "EACCES" && port < 1024)
    end(`Port ${port} needs an administrator's rights; give one above 1023: --port, SANDBOX_PORT.`, 1);
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    end(`${host} is no address of this machine (--host, SANDBOX_HOST).`, 1);
  if (message.startsWith("Stripe has no event type"))
    end(`${message} (--webhook-events, SANDBOX_WEBHOOK_EVENTS).`, 1);
  if (dataDir && message.includes(dataDir)) end(`${message} (--data-dir, SANDBOX_DATA_DIR).`, 1);
  throw error;
}

/** However often it is asked, it stops once; then nothing keeps the process alive. */
async function stop(): Promise<void> {
  await sandbox.stop();
  process.exit(0);
}
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
if (process.send) process.on("disconnect", stop);

const { url, secretKey, publishableKey, webhookSecret } = sandbox;
console.log(`Stripe sandbox ready at ${url}
  Console          ${url}/
  Stripe.js        ${url}/stripe.js
  Secret key       ${secretKey}
  Publishable key  ${publishableKey}`);
if (commandLine.options.webhook && webhookSecret)
  console.log(`  Webhooks to      ${commandLine.options.webhook.url}\n  Signing secret   ${webhookSecret}`);
console.log(
  commandLine.options.dataDir
    ? `  State in         ${commandLine.options.dataDir}`
    : "  State            until it stops",
);
process.send?.({ type: "ready", url });
