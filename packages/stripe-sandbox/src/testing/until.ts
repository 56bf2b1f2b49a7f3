/** Long enough for a machine that has much else to do; what is waited for normally takes milliseconds. */
const PATIENCE_MS = 20_000;

/** Waits until something is true, looking again and again; fails when it has been too long. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}
