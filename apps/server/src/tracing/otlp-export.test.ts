import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { projectRoot } from "../config/project-root.ts";
import { openCollector } from "../testing/open-collector.ts";

const addressOf = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);

/** A process that makes so many spans with this collector, and says how it went. */
async function make(spans: number, variables: Record<string, string>, closeMs = 1_000) {
  const script = `
    import { beginSpan, isTracing } from "@dualtrack/tracing";
    import { parseVariables } from ${addressOf("../config/read-env.ts")};
    import { openTracing } from ${addressOf("./open-tracing.ts")};
    const problems = [];
    const log = { warn: (facts) => problems.push(facts) };
    const tracing = await openTracing(parseVariables(process.env), log);
    const before = (gc(), process.memoryUsage().heapUsed);
    const begun = performance.now();
    for (let each = 0; each < ${spans}; each += 1) {
      beginSpan("span " + each, { facts: { text: "x".repeat(100) + each }, caller: process.env.CALLER ?? null }).end();
      if (each % 1_000 === 0) await new Promise((done) => setImmediate(done));
    }
    const ms = performance.now() - begun;
    const grownBy = (gc(), process.memoryUsage().heapUsed) - before;
    const wasOn = isTracing();
    const closing = performance.now();
    await tracing.close(${closeMs});
    console.log(JSON.stringify({ ms, grownBy, problems, wasOn, closeMs: performance.now() - closing }));
    process.exit(0);`;
  const child = spawn(
    process.execPath,
    [
      "--expose-gc",
      "--disable-warning=DeprecationWarning",
      "--input-type=module-typescript",
      "--eval",
      script,
    ],
    {
      cwd: join(projectRoot, "apps/server"),
      env: { PATH: process.env.PATH, ...variables },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const [said] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return JSON.parse(said) as {
    ms: number;
    grownBy: number;
    problems: { problem: string }[];
    wasOn: boolean;
    closeMs: number;
  };
}

test("a collector that hangs, or has gone, costs spans alone: not time, nor more memory than the queue", async () => {
  await using collector = await openCollector();
  collector.mode = "hang";
  const hanging = await make(100_000, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  expect(hanging.grownBy).toBeLessThan(40e6);
  expect(hanging.ms).toBeLessThan(20_000);
  expect(hanging.closeMs).toBeLessThan(2_000);
  const gone = await make(5_000, { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" });
  expect(gone.closeMs).toBeLessThan(2_000);
  collector.mode = "refuse";
  const refused = await make(600, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  expect(refused.problems).toMatchObject([{ problem: expect.any(String) }]); // once, whatever is refused
});

test("the standard variables name the service, add headers and sample, whatever a stranger's call asks for", async () => {
  await using collector = await openCollector();
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const common = { OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`, CALLER: traceparent };
  const named = { OTEL_SERVICE_NAME: "records", OTEL_EXPORTER_OTLP_HEADERS: "authorization=Basic%20YWJj" };
  await make(2, { ...common, ...named }, 5_000);
  expect(collector.requests[0]).toEqual({ path: "/v1/traces", authorization: "Basic YWJj" });
  expect(collector.spans).toMatchObject([
    { service: "records", traceId: traceparent.slice(3, 35), parentId: traceparent.slice(36, 52) },
    { name: "span 1", facts: { text: expect.stringContaining("xxx") } },
  ]);
  collector.spans.length = 0;
  const none = { OTEL_TRACES_SAMPLER: "parentbased_traceidratio", OTEL_TRACES_SAMPLER_ARG: "0" };
  await make(10, { ...common, ...none }, 5_000);
  expect(collector.spans).toEqual([]);
  // Where it isn't set, nothing is recorded, and nothing of it is in what every process loads.
  expect((await make(10, {})).wasOn).toBe(false);
  const dist = join(projectRoot, "apps/server/dist");
  const main = readFileSync(join(dist, "main.js"), "utf8");
  expect(main).not.toContain("BatchSpanProcessor");
  expect(readdirSync(dist).some((name) => name.startsWith("otlp-export-"))).toBe(true);
});
