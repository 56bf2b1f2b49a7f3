import { execFile } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { parse } from "yaml";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, "utf8");

test("the Dockerfile runs on the Node of the catalog, as an unprivileged user, and takes nothing but the runtime", () => {
  const { catalog } = parse(read("pnpm-workspace.yaml")) as { catalog: Record<string, string> };
  const [build = "", runtime = ""] = read("deploy/Dockerfile")
    .split(/^FROM /m)
    .slice(1);
  for (const stage of [build, runtime]) expect(stage).toContain(`node:${catalog.node}-`);
  const [, maker = "", folder = ""] = /node (scripts\/\S+\.ts) (\S+)$/m.exec(build) ?? [];
  expect(existsSync(`${root}${maker}`)).toBe(true); // runtime.test.ts runs what it makes
  expect(runtime.match(/^COPY .*$/gm)).toEqual([`COPY --from=build ${folder} ${folder}`]);
  expect(runtime).toMatch(/^USER node$/m);
  expect(runtime).toMatch(/^CMD \["node", .*"apps\/server\/dist\/main\.js"\]$/m);
  const [, check = ""] = /^HEALTHCHECK .*CMD \["node", "-e", "(.*)"\]$/m.exec(runtime) ?? [];
  expect(check).toContain("/readyz");
  expect(() => new Function(check)).not.toThrow();
});

test("systemd takes the units, with hardly any rights, and starts each after the migrations", async () => {
  const units = globSync("deploy/systemd/*.service", { cwd: root }).sort();
  expect(units).toHaveLength(3);
  for (const unit of units) {
    const text = read(unit);
    const isMigration = unit.includes("migrate");
    expect(text, unit).toMatch(/^ExecStart=\S+\/node .*apps\/server\/dist\/(?:main|migrate)\.js$/m);
    expect(/^After=.*dualtrack-migrate\.service$/m.test(text), unit).toBe(!isMigration);
    expect(text.includes("MIGRATE_DATABASE_URL") || text.includes("dualtrack-migrate.env"), unit).toBe(
      isMigration,
    );
    const { stderr } = await verify(unit, text);
    expect(stderr, unit).toBe("");
    for (const rule of ["NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="])
      expect(text.split("\n"), unit).toContain(rule);
  }
});

/** What systemd says of a unit whose program is there, on a machine that has systemd. */
async function verify(unit: string, text: string): Promise<{ stderr: string }> {
  const analyze = "/usr/bin/systemd-analyze";
  if (!existsSync(analyze)) return { stderr: "" };
  const folder = await mkdtemp(join(tmpdir(), "dualtrack-units-"));
  try {
    const file = join(folder, basename(unit));
    const here = text.replaceAll(/^(ExecStart=)\S+/gm, `$1${process.execPath}`);
    await writeFile(file, here.replaceAll(/ ?dualtrack-migrate\.service/g, ""));
    return await promisify(execFile)(analyze, ["verify", "--recursive-errors=no", file]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
