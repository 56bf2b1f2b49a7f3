/** What an action was done to when that is not one thing with a name of its own. */
export const auditSubjects = ["orders", "declined_payments", "payments", "webhook_events"] as const;
export type AuditSubject = (typeof auditSubjects)[number];
