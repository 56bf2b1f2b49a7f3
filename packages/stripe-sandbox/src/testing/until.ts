/** Long enough for a busy machine; what the tests wait for normally takes milliseconds. */
const TIMEOUT_MS = 20_000;

/** Polls until a condition is true; fails after `TIMEOUT_MS`. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + TIMEOUT_MS;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}
