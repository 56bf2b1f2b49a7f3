import { expect, test } from "vitest";
import { readCommandLine } from "./command-line.ts";

test("arguments come before the environment", () => {
  const env = {
    SANDBOX_PORT: "5000",
    SANDBOX_DATA_DIR: ".state",
    SANDBOX_WEBHOOK_URL: "http://localhost:3000/hook",
  };
  expect(readCommandLine(["--port", "0", "--webhook-secret", "whsec_1"], env)).toEqual({
    options: {
      port: 0,
      dataDir: ".state",
      webhook: { url: "http://localhost:3000/hook", secret: "whsec_1" },
    },
  });
  const events = ["--webhook-events", "refund.created, refund.failed"];
  expect(readCommandLine(events, env)).toMatchObject({
    options: { webhook: { enabledEvents: ["refund.created", "refund.failed"] } },
  });
  expect(readCommandLine([], {})).toEqual({ options: { port: 4010 } });
});

test("help and version are said, and nothing starts", () => {
  expect(readCommandLine(["--help"], {})).toMatchObject({
    message: expect.stringContaining("--data-dir"),
    code: 0,
  });
  expect(readCommandLine(["--version"], {})).toEqual({ message: "0.1.0", code: 0 });
});

test.each([
  [["--port", "http"], 'not "http"'],
  [["--port", "70000"], "0 to 65535"],
  [["--webhook-url", "localhost:3000"], "http://"],
  [["--webhook-secret", "whsec_1"], "needs the URL"],
  [["--webhook-events", "refund.created"], "need the URL"],
  [["--prot", "1"], "Unknown option '--prot'"],
  [["4010"], "4010"],
])("%j is refused in a sentence", (args, sentence) => {
  expect(readCommandLine(args, {})).toMatchObject({ message: expect.stringContaining(sentence), code: 1 });
});
