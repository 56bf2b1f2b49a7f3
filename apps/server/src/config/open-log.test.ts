import { becauseOf } from "@dualtrack/commerce";
import { expect, test } from "vitest";
import { openLog } from "./open-log.ts";

/** What is printed when a job fails whose error says too much, as those of libraries do. */
function logged(format: "json" | "pretty"): string {
  let text = "";
  const log = openLog({ LOG_LEVEL: "info", LOG_FORMAT: format }, { write: (line) => (text += line) });
  const refused = Object.assign(new Error("550 <ann@example.com> has no mailbox; pi_1_secret_2a"), {
    code: "EENVELOPE",
    raw: { payment_method: { billing_details: { address: { line1: "12 Rail Street" } } } },
  });
  const err = new Error("no paper", { cause: refused });
  const call = { client_secret: "pi_1_secret_2", payload: { name: "Ann" } };
  becauseOf({ job: "send-mail", jobId: "7" }, () =>
    log.error({ err, call, said: "Authorization: Bearer abcdef012345" }, "a job failed"),
  );
  return text;
}

const told = [/ann@/, /secret_2/, /Rail Street/, /\bAnn\b/, /abcdef/];

test("a log for machines is a line of JSON with cause and error, and without what is private", () => {
  const text = logged("json");
  expect(JSON.parse(text)).toMatchObject({
    ...{ msg: "a job failed", job: "send-mail", jobId: "7" },
    err: {
      ...{ type: "Error", message: "no paper", stack: expect.stringContaining("open-log.test") },
      cause: { message: "550 <(e-mail)> has no mailbox; pi_1_secret_(hidden)", code: "EENVELOPE" },
    },
    call: { client_secret: "(hidden)", payload: "[Redacted]" },
  });
  for (const secret of told) expect(text).not.toMatch(secret);
});

test("a log for people says the same in lines", () => {
  const text = logged("pretty");
  expect(text).toMatch(/^\[\d\d:\d\d:\d\d\.\d{3}\] ERROR: a job failed\n/);
  expect(text).toContain("Error: no paper");
  expect(text).toContain('job: "send-mail"');
  for (const secret of told) expect(text).not.toMatch(secret);
});
