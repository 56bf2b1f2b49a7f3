import { currentCause, type Log } from "@dualtrack/commerce";

export interface LoggedError {
  facts: object;
  text: string;
}

/** Keeps what is logged as an error during a test, with the request or job it was logged for, as in the shop's own log. What the test does not expect fails it: see `guard-logs.ts`. */
export interface TestLog extends Log {
  readonly errors: LoggedError[];
  /** Errors of these texts are part of the test, at any time of it; each of them has to be logged. */
  expectErrors(...texts: RegExp[]): void;
}

interface OpenLog {
  errors: LoggedError[];
  expected: RegExp[];
}

const openLogs = new Set<OpenLog>();

export function testLog(): TestLog {
  const open: OpenLog = { errors: [], expected: [] };
  openLogs.add(open);
  return {
    errors: open.errors,
    expectErrors: (...texts) => void open.expected.push(...texts),
    ...logInto(open.errors, {}),
  };
}

const ignore = () => {};

/** Of a process whose errors are part of the test, such as one that is killed. */
export const silentLog: Log = {
  ...{ debug: ignore, info: ignore, warn: ignore, error: ignore },
  child: () => silentLog,
};

function logInto(errors: LoggedError[], bound: object): Log {
  return {
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: (facts, text) => errors.push({ facts: { ...currentCause(), ...bound, ...facts }, text }),
    child: (facts) => logInto(errors, { ...bound, ...facts }),
  };
}

/** Throws when an error was logged that the test did not expect, or none of those that it expects. The next test begins anew. */
export function checkLogs(): void {
  const problems: string[] = [];
  for (const { errors, expected } of openLogs) {
    const [logged, texts] = [errors.splice(0), expected.splice(0)];
    for (const { facts, text } of logged)
      if (!texts.some((each) => each.test(text))) problems.push(`not expected: "${text}" ${causeOf(facts)}`);
    for (const each of texts)
      if (!logged.some(({ text }) => each.test(text))) problems.push(`expected, and not logged: ${each}`);
  }
  if (problems.length > 0) throw new Error(`Errors in the shop's log:\n${problems.join("\n")}`);
}

/** The logs of a file of tests are not checked in the next one. */
export function forgetLogs(): void {
  openLogs.clear();
}

function causeOf(facts: object): string {
  const cause: unknown = Reflect.get(facts, "err");
  return cause instanceof Error ? (cause.stack ?? cause.message) : JSON.stringify(facts);
}
