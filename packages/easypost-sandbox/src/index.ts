export type { Fault, FaultyCall } from "./faults.ts";
export { type EasyPostSandbox, startEasyPostSandbox } from "./start-easypost-sandbox.ts";
export { type TrackerStatus, trackerStatuses } from "./tracker-statuses.ts";
