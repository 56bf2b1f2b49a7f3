import type { Log } from "@dualtrack/commerce";

/** A log that keeps errors, for tests to check, and ignores everything else. */
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
