import { type EvidenceField, evidenceFields } from "@dualtrack/contract";
import { Section } from "../../ui/section.tsx";
import classes from "./disputes.module.css";
import { evidenceDisplays } from "./evidence-fields.ts";

/** The evidence that was submitted, or the draft that never was; it can't be changed any more. */
export function SubmittedEvidence({
  draft,
  wasSubmitted,
}: {
  draft: Partial<Record<EvidenceField, string | null>>;
  wasSubmitted: boolean;
}) {
  const filledFields = evidenceFields.filter((field) => draft[field]);
  return (
    <Section title={wasSubmitted ? "What was sent to the bank" : "Evidence"}>
      {filledFields.length === 0 && <p className={classes.dim}>{wasSubmitted ? "No text." : "None."}</p>}
      {filledFields.length > 0 && !wasSubmitted && (
        <p className={classes.dim}>This was saved as a draft. The bank has seen nothing of it.</p>
      )}
      <dl>
        {filledFields.map((field) => (
          <div key={field} style={{ marginBottom: 12 }}>
            <dt className={classes.readLabel}>{evidenceDisplays[field].label}</dt>
            <dd className={classes.read}>{draft[field]}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
