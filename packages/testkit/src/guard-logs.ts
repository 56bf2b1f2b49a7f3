import { afterAll, afterEach } from "vitest";
import { checkLogs, forgetLogs } from "./test-log.ts";

// Vitest runs this before each file of tests: its hooks are the file's first, and so the last to run at its end. A shop of
// the fixture is closed after them, which checks once more.
forgetLogs();
afterEach(checkLogs);
afterAll(checkLogs);
