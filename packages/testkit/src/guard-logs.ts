import { afterAll, afterEach } from "vitest";
import { checkLogs, forgetLogs } from "./test-log.ts";

// Vitest runs this before each file of tests: its hooks are the file's first, and so the last to run at its end.
afterEach(checkLogs);
afterAll(() => {
  try {
    checkLogs();
  } finally {
    forgetLogs();
  }
});
