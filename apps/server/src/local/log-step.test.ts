import { afterEach, expect, test, vi } from "vitest";
import { logStep } from "./log-step.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("a slow step is logged at its beginning, every ten seconds, and at its end; a quick one is not", async () => {
  vi.useFakeTimers();
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  await logStep("Quick", Promise.resolve());
  const { promise, resolve } = Promise.withResolvers<string>();
  const logged = logStep("Building", promise);
  await vi.advanceTimersByTimeAsync(25_000);
  resolve("built");
  expect(await logged).toBe("built");
  await expect(logStep("Failing", Promise.reject(new Error("no")))).rejects.toThrow("no");
  await vi.advanceTimersByTimeAsync(60_000);
  const lines = log.mock.calls.map(([line]) => line);
  expect(lines).toEqual(["Building…", "Building: 12 s…", "Building: 22 s…", "Building: done in 25 s."]);
});
