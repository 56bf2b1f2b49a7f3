import {
  removeOldConversionDays,
  removeOldFigures,
  removeOldFineFigures,
  removeOldProcesses,
} from "@dualtrack/db";
import type { Retention } from "../retention.ts";

export const healthRetention: readonly Retention[] = [
  // The ranges that are read from them are a day long at most.
  { name: "fineFigures", after: { days: 8 }, remove: removeOldFineFigures },
  { name: "figures", after: "figures", remove: removeOldFigures },
  { name: "conversionDays", after: "figures", remove: removeOldConversionDays },
  { name: "processes", after: { days: 1 }, remove: removeOldProcesses },
];
