import { config, z } from "zod";

// Zod compiles schemas with `new Function` where that is allowed. The pages' Content-Security-Policy forbids it and reports
// the attempt, so browsers don't compile.
if ("document" in globalThis) config({ jitless: true });

export { z };
