import { type EvidenceField, maxEvidence } from "@dualtrack/contract";
import { Button, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { ReactNode } from "react";
import classes from "./disputes.module.css";
import { type EvidenceTexts, lengthOf } from "./evidence-draft.ts";
import { type EvidenceGroup, evidenceDisplays, evidenceGroups, isWanted } from "./evidence-fields.ts";

interface EvidenceFormProps {
  /** Stripe's reason of the dispute. */
  reason: string;
  form: UseFormReturnType<EvidenceTexts>;
  proposal: Partial<Record<EvidenceField, string | null>> | null;
  isDisabled: boolean;
  children: ReactNode;
}

/** All fields of the evidence, by subject; `children` are the form's buttons. */
export function EvidenceForm({ reason, form, proposal, isDisabled, children }: EvidenceFormProps) {
  const length = lengthOf(form.values);
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
            isOpen={isOpen(group, reason, form.values)}
            form={form}
            proposal={proposal}
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
  form,
  proposal,
}: Pick<EvidenceFormProps, "form" | "proposal"> & {
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
          const own = proposal?.[field] ?? null;
          const common = {
            label,
            description: fieldHint,
            ...form.getInputProps(field),
          };
          return (
            <div key={field} className={rows === 1 ? undefined : classes.wide}>
              {rows === 1 ? (
                <TextInput {...common} />
              ) : (
                <Textarea {...common} autosize minRows={rows} maxRows={24} />
              )}
              {own !== null && own !== form.values[field] && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  mt={4}
                  onClick={() => form.setFieldValue(field, own)}
                >
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
