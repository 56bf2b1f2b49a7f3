import { searchText } from "../text/search-text.ts";
import { staffNote } from "../text/staff-note.ts";
import { manyLines } from "../text/typed-text.ts";
import { z } from "../zod.ts";
import { disputeLists, disputeStatuses } from "./dispute-states.ts";
import { evidenceFields, maxEvidenceField } from "./evidence-fields.ts";

const evidenceText = z
  .string()
  .max(maxEvidenceField, `At most ${maxEvidenceField} characters`)
  .regex(manyLines, "This has a character that can't be used");

/** An empty text clears its field; a field that is left out is not changed. */
const evidence = z.partialRecord(z.enum(evidenceFields), evidenceText);
export type Evidence = z.output<typeof evidence>;

export const listDisputesInput = z.object({
  list: z.enum(disputeLists).default("open"),
  statuses: z.array(z.enum(disputeStatuses)).max(disputeStatuses.length).optional(),
  /** A dispute's id, or a search text for its order. */
  q: searchText.optional(),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(300).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListDisputes = z.output<typeof listDisputesInput>;

export const disputeInput = z.object({ disputeId: z.string().regex(/^(dp|du)_\w{1,200}$/) });
export const disputeEvidenceInput = disputeInput.extend({
  evidence,
  /** The one that was read: nothing is written over texts that were saved in between. */
  draftVersion: z.string().max(100),
});

export const dismissFraudWarningInput = z.object({
  fraudWarningId: z.string().regex(/^issfr_\w{1,200}$/),
  note: staffNote,
});
