import { day } from "../day.ts";
import { oneLine, typedText } from "../text/typed-text.ts";
import { z } from "../zod.ts";
import { auditActions } from "./audit-actions.ts";

export const listAuditInput = z.object({
  /** What it was done to: an order's number, a SKU, an address. */
  subject: typedText.max(320).regex(oneLine).optional(),
  /** Part of the name or address of who did it. */
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
