import type { Log } from "@dualtrack/commerce";

/** Keeps what was logged as a warning or an error, so that a test can ask for it, and prints what it did not expect. */
export interface TestLog extends Log {
  errors: { facts: object; text: string }[];
}

export function testLog(): TestLog {
  const errors: TestLog["errors"] = [];
  return { errors, ...logInto(errors, {}) };
}

function logInto(errors: TestLog["errors"], bound: object): Log {
  const ignore = () => {};
  return {
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: (facts, text) => errors.push({ facts: { ...bound, ...facts }, text }),
    child: (facts) => logInto(errors, { ...bound, ...facts }),
  };
}
