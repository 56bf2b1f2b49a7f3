#!/usr/bin/env node
import { PUBLISHABLE_KEY, SECRET_KEY } from "./http/authenticate.ts";
import { type Sandbox, startSandbox } from "./start-sandbox.ts";

const DEFAULT_PORT = 4010;

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

/** Environment, read here and nowhere else. */
function readEnvironment(env: NodeJS.ProcessEnv) {
  const port = Number(env.SANDBOX_PORT ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    fail(`SANDBOX_PORT must be a port number, not "${env.SANDBOX_PORT}".`);
  const { SANDBOX_WEBHOOK_URL: url, SANDBOX_WEBHOOK_SECRET: secret } = env;
  if (url && !URL.canParse(url)) fail(`SANDBOX_WEBHOOK_URL must be a URL, not "${url}".`);
  if (Boolean(url) !== Boolean(secret))
    fail("SANDBOX_WEBHOOK_URL and SANDBOX_WEBHOOK_SECRET belong together: give both or neither.");
  return {
    port,
    ...(env.SANDBOX_HOST ? { host: env.SANDBOX_HOST } : {}),
    ...(env.SANDBOX_DATA_DIR ? { dataDir: env.SANDBOX_DATA_DIR } : {}),
    ...(url && secret ? { webhook: { url, secret } } : {}),
  };
}

const options = readEnvironment(process.env);
let sandbox: Sandbox;
try {
  sandbox = await startSandbox({ ...options, log: (line) => console.error(line) });
} catch (error) {
  if ((error as NodeJS.ErrnoException).code === "EADDRINUSE")
    fail(`Port ${options.port} is taken; stop what listens there, or set SANDBOX_PORT to another port.`);
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

console.log(`Stripe sandbox ready at ${sandbox.url} (keys ${SECRET_KEY}, ${PUBLISHABLE_KEY})`);
process.send?.({ type: "ready", url: sandbox.url });
