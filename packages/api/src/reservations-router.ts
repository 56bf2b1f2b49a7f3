import { router } from "./trpc.ts";

export const reservationsRouter = router({});
