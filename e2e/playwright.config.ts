import { defineConfig } from "@playwright/test";

// Each worker runs a whole shop of its own (see shop-process.ts), so tests share nothing but the machine.
export default defineConfig({
  testDir: ".",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // A journey takes some 10 s; a machine that does other things at the same time needs more.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["./page-reporter.ts"]],
  outputDir: "../test-results",
  use: {
    locale: "en-IE",
    // Without its film: two workers on two cores have no time for it, and the DOM of each step is there all the same.
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
    launchOptions: {
      ...(process.env.CHROMIUM_PATH === undefined ? {} : { executablePath: process.env.CHROMIUM_PATH }),
      args: [
        "--no-sandbox",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
      ],
    },
  },
});
