export { type AppRouter, appRouter } from "./app-router.ts";
export type { Context, StaffMember } from "./context.ts";
