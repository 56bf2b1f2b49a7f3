import { type ChoiceSource, Choices } from "./choices.ts";
import { type History, playHistory } from "./history.ts";
import { shrink } from "./shrink.ts";
import { openWorld, type World } from "./world.ts";

interface Simulate {
  postgresUrl: string;
  /** The first history's; the next ones have the next numbers. So a failing one is repeated by its own seed. */
  seed: number;
  /** How many histories at most, and for how long at most, in ms: whichever comes first. */
  histories: number;
  withinMs?: number;
  /** How many histories may be played to find a simpler one that fails. */
  shrinkTries: number;
}

export interface Simulated {
  histories: number;
  steps: number;
  deadlocks: number;
  /** The first one that failed, as text; null: all promises were kept in all of them. */
  failure: string | null;
}

/** Plays histories until one fails, and makes that one as simple as it can. */
export async function simulate({
  postgresUrl,
  seed,
  histories,
  withinMs = Number.POSITIVE_INFINITY,
  shrinkTries,
}: Simulate): Promise<Simulated> {
  await using world = await openWorld(postgresUrl);
  const began = performance.now();
  const sum: Simulated = { histories: 0, steps: 0, deadlocks: 0, failure: null };
  // The plainest one. It also fills what the code remembers of its reads, or histories would differ by what was played before.
  let of = "the plainest history";
  let source: ChoiceSource = { decisions: [] };
  while (sum.failure === null) {
    const choices = new Choices(source);
    const { violations, trace, deadlocks } = await playHistory(world, choices);
    sum.steps += trace.length;
    sum.deadlocks += deadlocks;
    if (violations.length > 0) {
      const tries = shrinkTries;
      const decisions = await shrink(choices.taken, (given) => hasFailed(world, given), { tries });
      const simplest = await playHistory(world, new Choices({ decisions }));
      sum.failure = describe(
        of,
        decisions,
        simplest.violations.length > 0 ? simplest : { violations, trace },
      );
      break;
    }
    if (sum.histories === histories || performance.now() - began > withinMs) break;
    of = `SIMULATION_SEED=${seed + sum.histories}`;
    source = { seed: seed + sum.histories };
    sum.histories += 1;
  }
  return sum;
}

async function hasFailed(world: World, decisions: readonly number[]): Promise<boolean> {
  return (await playHistory(world, new Choices({ decisions }))).violations.length > 0;
}

function describe(
  of: string,
  decisions: readonly number[],
  { violations, trace }: Pick<History, "violations" | "trace">,
): string {
  return [
    `${of} fails; ${decisions.length} decisions are left of it: ${decisions.join(" ")}`,
    ...violations.map((violation) => `  ${violation}`),
    "What happened (minutes and seconds, process, its steps):",
    ...linesOf(trace),
  ].join("\n");
}

/** A line for all that a process does in a row. */
function linesOf(trace: History["trace"]): string[] {
  const lines: string[] = [];
  let before = "";
  for (const { elapsed, process, text } of trace) {
    if (text.includes("_private_jobs")) continue; // a worker that looks for jobs
    if (process === before) {
      lines[lines.length - 1] += `, ${text}`;
      continue;
    }
    before = process;
    const seconds = Math.floor(elapsed / 1_000);
    const at = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    lines.push(`${at.padStart(7)}  ${process}: ${text}`);
  }
  return lines;
}
