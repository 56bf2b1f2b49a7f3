import { readFileSync } from "node:fs";
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

/** Prints what the page showed when a test failed: where only the log is kept, there are no screenshots or traces. */
export default class PageReporter implements Reporter {
  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === test.expectedStatus) return;
    for (const { name, path } of result.attachments)
      if (name === "error-context" && path !== undefined)
        console.log(`${test.title}:\n${readFileSync(path, "utf8")}`);
  }
}
