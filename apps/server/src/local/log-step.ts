const firstMs = 1_500;
const intervalMs = 10_000;

/**
 * Logs a step that takes its time, and how long it took; a quick one logs nothing. `name` says what is done, such as
 * "Building the shop's pages".
 */
export async function logStep<Result>(name: string, step: Promise<Result>): Promise<Result> {
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1_000);
  let interval: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    console.log(`${name}…`);
    interval = setInterval(() => console.log(`${name}: ${seconds()} s…`), intervalMs);
  }, firstMs);
  try {
    const result = await step;
    if (interval !== undefined) console.log(`${name}: done in ${seconds()} s.`);
    return result;
  } finally {
    clearTimeout(first);
    clearInterval(interval);
  }
}
