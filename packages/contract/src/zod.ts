import { config, z } from "zod";

// Zod compiles schemas with `new Function`, and tries whether it may. A page's policy forbids that, and reports the try.
if ("document" in globalThis) config({ jitless: true });

export { z };
