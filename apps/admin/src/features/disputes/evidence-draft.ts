import { disputeEvidenceInput, type Evidence, type EvidenceField, evidenceFields } from "@dualtrack/contract";

/** What the form holds: a text for each field, empty for none. */
export type EvidenceTexts = Record<EvidenceField, string>;

/** The schema of all texts together. */
export const evidenceSchema = disputeEvidenceInput.shape.evidence;

type Known = Partial<Record<EvidenceField, string | null>> | null;

/** The form's first texts: the saved draft or, if there is none, the shop's own data. */
export function firstTexts(draft: Known, proposal: Known): EvidenceTexts {
  const hasDraft = evidenceFields.some((field) => draft?.[field]);
  const textOf = (field: EvidenceField) => (hasDraft ? draft?.[field] : proposal?.[field]) ?? "";
  return Object.fromEntries(evidenceFields.map((field) => [field, textOf(field)])) as EvidenceTexts;
}

/** The length of all texts together, in characters. */
export function lengthOf(texts: EvidenceTexts): number {
  return Object.values(texts).reduce((sum, text) => sum + text.length, 0);
}

/** All fields for Stripe: an empty one removes what was saved in it before. */
export function evidenceOf(texts: EvidenceTexts): Evidence {
  return Object.fromEntries(evidenceFields.map((field) => [field, texts[field].trim()]));
}
