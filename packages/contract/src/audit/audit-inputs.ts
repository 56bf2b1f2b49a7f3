import { day } from "../day.ts";
import { oneLine, typedText } from "../text/typed-text.ts";
import { z } from "../zod.ts";
import { auditActions } from "./audit-actions.ts";

export const listAuditInput = z.object({
  /** What the action changed: an order's number, a SKU, an e-mail address. */
  subject: typedText.max(320).regex(oneLine).optional(),
  /** Part of the name or e-mail address of the person who did it. */
  person: typedText.max(320).regex(oneLine).optional(),
  action: z.enum(auditActions).optional(),
  from: day.optional(),
  to: day.optional(),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListAudit = z.output<typeof listAuditInput>;
