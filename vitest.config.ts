import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // One more than there are cores: some tests wait for processes that start, and for time-outs.
    maxWorkers: availableParallelism() + 1,
    // Two groups: ours share one PostgreSQL server; the sandbox stands alone and knows nothing of it.
    projects: [
      {
        test: {
          name: "shop",
          include: ["{apps,packages,prisma,scripts}/**/*.test.{ts,tsx}"],
          exclude: ["**/node_modules/**", "packages/stripe-sandbox/**"],
          globalSetup: ["packages/testkit/src/global-setup.ts", "apps/server/src/testing/build-server.ts"],
          setupFiles: ["packages/testkit/src/guard-logs.ts"],
          isolate: false,
          expect: { poll: { timeout: 60_000 } },
          // Ends what hangs. On a machine that does ten other things at the same time nothing takes as long.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "stripe-sandbox",
          include: ["packages/stripe-sandbox/**/*.test.ts"],
          // Files share what they import: the specification is read and its checks are compiled once, the page is built once.
          isolate: false,
          expect: { poll: { timeout: 60_000 } },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
