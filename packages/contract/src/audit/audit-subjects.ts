import { switchNames } from "../switches/switch-names.ts";

/** The subject of an audit entry when it is not a single thing with its own name. */
export const auditSubjects = [
  "orders",
  "declined_payments",
  "payments",
  "discrepancies",
  "payouts",
  "webhook_events",
  "jobs",
  "shipping",
  "currencies",
  "tax",
  "settings",
  "hours",
  "invoices",
  "draft_orders",
  ...switchNames,
  "alerts",
  "messages",
] as const;
export type AuditSubject = (typeof auditSubjects)[number];
