import { inBackground, isUnavailable, probeStripe, type Shop, stripeProblemText } from "@dualtrack/commerce";
import { deploymentFrom, openShop } from "../config/deployment.ts";
import { openLog } from "../config/open-log.ts";
import { StartError } from "../config/start-error.ts";
import { assertMigrated } from "../database/assert-database.ts";
import { commandEnv } from "./command-env.ts";

/**
 * Runs a command with the shop: what is missing in the environment is taken from the `npm start` that runs on the data
 * folder. Prints the result as JSON; logs go to stderr. Exit codes: 0 if `isFine` agrees, 1 if not or on a failure, 2
 * if Stripe can't be asked, so that nothing is known.
 */
export async function withShop<Report>(
  work: (shop: Shop) => Promise<Report>,
  isFine: (report: Report) => boolean,
): Promise<void> {
  try {
    const deployment = deploymentFrom(await commandEnv());
    await assertMigrated(deployment.databaseUrl);
    const log = openLog({ LOG_LEVEL: "warn" }, { write: (line) => void process.stderr.write(line) });
    const { shop, close } = await openShop(deployment, log);
    try {
      const report = await inBackground(() => work(shop));
      console.log(JSON.stringify(report, null, 2));
      if (!isFine(report)) process.exitCode = 1;
      if (!isFine(report) && !(await probeStripe(shop))) endUnproven("Stripe does not answer");
    } finally {
      await close();
    }
  } catch (error) {
    process.exitCode = 1;
    if (isUnavailable(error)) endUnproven(stripeProblemText(error));
    else console.error(error instanceof StartError ? error.message : error);
  }
}

function endUnproven(problem: string): void {
  console.error(`${problem}. The running shop goes on by itself; repeat this command when Stripe answers.`);
  process.exitCode = 2;
}
