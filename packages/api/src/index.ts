export { type AppRouter, appRouter } from "./app-router.ts";
export { maxBodyBytesOf, takesFile } from "./body-size.ts";
export type { Context, StaffMember } from "./context.ts";
