import { type EvidenceField, maxEvidence } from "@dualtrack/contract";
import { Button, Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./disputes.module.css";
import { type EvidenceTexts, lengthOf, problemOf } from "./evidence-draft.ts";
import { type EvidenceGroup, evidenceDisplays, evidenceGroups, isWanted } from "./evidence-fields.ts";

interface EvidenceFormProps {
  /** Stripe's reason of the dispute. */
  reason: string;
  texts: EvidenceTexts;
  proposal: Partial<Record<EvidenceField, string | null>> | null;
  /** Stripe's message about one field. */
  refused: { field: string; said: string } | null;
  isDisabled: boolean;
  onChange: (part: Partial<EvidenceTexts>) => void;
  children: ReactNode;
}

/** All fields of the evidence, by subject; `children` are the form's buttons. */
export function EvidenceForm({ reason, texts, isDisabled, children, ...rest }: EvidenceFormProps) {
  const length = lengthOf(texts);
  return (
    <div className={classes.form}>
      <fieldset
        disabled={isDisabled}
        aria-label="Evidence"
        style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}
      >
        {evidenceGroups.map((group) => (
          <Group
            key={group.title}
            group={group}
            isOpen={isOpen(group, reason, texts)}
            texts={texts}
            {...rest}
          />
        ))}
      </fieldset>
      <div className={classes.foot}>
        <p className={classes.count} data-over={length > maxEvidence || undefined} aria-live="polite">
          {length.toLocaleString("en-IE")} of {maxEvidence.toLocaleString("en-IE")} characters
          {length > maxEvidence && ": shorten it, the bank takes no more"}
        </p>
        {children}
      </div>
    </div>
  );
}

/** Parts that matter for this dispute, or have a text already, are open. */
function isOpen(group: EvidenceGroup, reason: string, texts: EvidenceTexts): boolean {
  return isWanted(group, reason) || group.fields.some((field) => texts[field] !== "");
}

function Group({
  group: { title, hint, fields },
  isOpen: opensAtFirst,
  texts,
  proposal,
  refused,
  onChange,
}: Pick<EvidenceFormProps, "texts" | "proposal" | "refused" | "onChange"> & {
  group: EvidenceGroup;
  isOpen: boolean;
}) {
  return (
    <details className={classes.group} open={opensAtFirst}>
      <summary>
        {title}
        <span>{hint}</span>
      </summary>
      <div className={classes.fields}>
        {fields.map((field) => {
          const { label, rows, hint: fieldHint } = evidenceDisplays[field];
          const text = texts[field];
          const own = proposal?.[field] ?? null;
          const common = {
            label,
            value: text,
            error: refused?.field === field ? refused.said : problemOf(text),
            description: fieldHint,
            onChange: (event: { currentTarget: { value: string } }) =>
              onChange({ [field]: event.currentTarget.value }),
          };
          return (
            <div key={field} className={rows === 1 ? undefined : classes.wide}>
              {rows === 1 ? (
                <TextInput {...common} />
              ) : (
                <Textarea {...common} autosize minRows={rows} maxRows={24} />
              )}
              {own !== null && own !== text && (
                <Button size="compact-xs" variant="subtle" mt={4} onClick={() => onChange({ [field]: own })}>
                  Use the shop’s text for “{label}”
                </Button>
              )}
            </div>
          );
        })}
      </div>
    </details>
  );
}
