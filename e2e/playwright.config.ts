import { defineConfig } from "@playwright/test";

// Each worker runs a whole shop of its own (see shop-process.ts), so tests share nothing but the machine.
export default defineConfig({
  testDir: ".",
  // The shop with 100,000 orders first: its journeys come one after the other, while the second worker does the rest.
  projects: [
    { name: "many-orders", testMatch: "orders.spec.ts" },
    { name: "journeys", testIgnore: "orders.spec.ts" },
  ],
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // These end what hangs: a journey takes some 10 s, and ten times as long on a machine that does other things.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [["list"], ["./page-reporter.ts"]],
  outputDir: "../test-results",
  use: {
    locale: "en-IE",
    // What was called and what the network said; the DOM of each step would take a third of the time (`--trace on` has it).
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false, sources: false },
    screenshot: "only-on-failure",
    launchOptions: {
      // Without a locale, as under some CI runners, Chromium writes no file name beyond ASCII.
      env: { ...process.env, LC_ALL: "C.UTF-8" },
      ...(process.env.CHROMIUM_PATH === undefined ? {} : { executablePath: process.env.CHROMIUM_PATH }),
      args: [
        "--no-sandbox",
        "--disable-quic",
        // Nothing is drawn in 3D, and drawing without a graphics card would take a tenth of the time.
        "--disable-gpu",
        "--disable-software-rasterizer",
        "--disable-background-networking",
        "--disable-component-update",
      ],
    },
  },
});
