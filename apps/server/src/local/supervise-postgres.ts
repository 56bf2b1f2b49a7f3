import { setTimeout as pause } from "node:timers/promises";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@dualtrack/db";

/** The wait between the end of a server and the next start, and between two attempts, in ms. */
const retryMs = 1_000;
const maxAttempts = 10;

/**
 * Runs the embedded PostgreSQL until stopped. If it ends by itself, or is killed, it is restarted on its data and port;
 * the shop's processes reconnect. `onLost` is called when it can't be restarted.
 */
export async function supervisePostgres(
  dir: string,
  { printLine, onLost }: { printLine(line: string): void; onLost(error: unknown): void },
): Promise<Pick<EmbeddedPostgres, "database" | "stop">> {
  let postgres = await startEmbeddedPostgres({ dir });
  const { database, port } = postgres;
  let isStopping = false;

  const startAgain = async (): Promise<void> => {
    for (let attempts = 1; !isStopping; attempts += 1) {
      await pause(retryMs);
      try {
        postgres = await startEmbeddedPostgres({ dir, port });
        return;
      } catch (error) {
        if (attempts === maxAttempts) throw error;
      }
    }
  };
  const supervise = async () => {
    for (;;) {
      const end = await postgres.ended;
      if (isStopping) return;
      printLine(`PostgreSQL has ended (${end}); it is started again.`);
      await startAgain();
      if (!isStopping) printLine("PostgreSQL runs again.");
    }
  };
  const supervision = supervise().catch((error: unknown) => {
    isStopping = true;
    onLost(error);
  });
  return {
    database,
    async stop() {
      isStopping = true;
      await Promise.race([supervision, postgres.stop()]);
      await supervision;
      await postgres.stop();
    },
  };
}
