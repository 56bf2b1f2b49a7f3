export * from "./errors.ts";
export * from "./inputs.ts";
export * from "./inventory-inputs.ts";
export * from "./limits.ts";
export * from "./money.ts";
export * from "./staff-inputs.ts";
export * from "./states.ts";
