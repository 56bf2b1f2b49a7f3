export * from "./migrated-rows.ts";
export * from "./sandbox-control.ts";
export * from "./sandbox-fault.ts";
export * from "./test.ts";
export * from "./test-clock.ts";
export * from "./test-database.ts";
export * from "./test-log.ts";
export * from "./test-shop.ts";
