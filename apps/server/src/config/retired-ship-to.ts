import { countryCodes } from "@dualtrack/contract";
import { StartError } from "./start-error.ts";

/**
 * The countries of SHIP_TO, which shops set before zones were in the database: the migration that makes the first zone reads
 * them, and nothing else. Empty: it is not set. Throws a StartError for anything but codes of countries.
 */
export function retiredShipTo({ SHIP_TO = "" }: NodeJS.ProcessEnv): string {
  const codes = SHIP_TO.toUpperCase()
    .split(",")
    .map((code) => code.trim())
    .filter((code) => code !== "");
  const unknown = codes.find((code) => !countryCodes.includes(code));
  if (unknown === undefined) return codes.join();
  throw new StartError(
    `SHIP_TO must be codes of countries with commas between them, such as AT,DE,CH, but has "${unknown}".`,
  );
}
