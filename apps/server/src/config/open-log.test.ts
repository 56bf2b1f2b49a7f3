import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** What a process has printed that logs a job's failure, and ends at once. */
function logged(format: "json" | "pretty"): string {
  const script = `
    import { openLog } from ${JSON.stringify(new URL("./open-log.ts", import.meta.url).href)};
    const call = { client_secret: "pi_1_secret_2", payload: { id: 1 } };
    openLog({ LOG_LEVEL: "info", LOG_FORMAT: ${JSON.stringify(format)} })
      .error({ err: new Error("no paper"), job: "send-mail", call }, "a job failed");
    process.exit(0);`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module-typescript", "--eval", script],
    {
      encoding: "utf8",
    },
  );
  expect(stderr).toBe("");
  return stdout;
}

test("a log for machines is a line of JSON with the error and without secrets", () => {
  const line = JSON.parse(logged("json"));
  expect(line).toMatchObject({ msg: "a job failed", job: "send-mail", err: { message: "no paper" } });
  expect(line.call).toEqual({ client_secret: "[Redacted]", payload: "[Redacted]" });
});

test("a log for people says the same in lines, also in a process's last moment", () => {
  const text = logged("pretty");
  expect(text).toMatch(/^\[\d\d:\d\d:\d\d\.\d{3}\] ERROR: a job failed\n/);
  expect(text).toContain("Error: no paper\n");
  expect(text).toContain('job: "send-mail"');
  expect(text).not.toContain("pi_1_secret_2");
});
