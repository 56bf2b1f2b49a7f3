import { knownCarriers } from "@dualtrack/contract";
import { Anchor, NativeSelect, TextInput } from "@mantine/core";
import type { FormErrors } from "@mantine/form";
import { linkProblem, readTracking, type TrackingChoice } from "./tracking-choice.ts";

const carriers = [
  ...knownCarriers.map((name) => ({ value: name, label: name })),
  { value: "", label: "Other" },
];

/** The fields for the carrier, the tracking number and the link. */
export function TrackingFields({
  choice,
  errors,
  onChange,
}: {
  choice: TrackingChoice;
  /** By the name that the action's input has for it. */
  errors: FormErrors;
  onChange: (part: Partial<TrackingChoice>) => void;
}) {
  const isOther = choice.known === "";
  const { trackingUrl } = readTracking(choice);
  return (
    <>
      <NativeSelect
        label="Carrier"
        maw={320}
        data={carriers}
        value={choice.known}
        onChange={(event) => onChange({ known: event.currentTarget.value })}
      />
      {isOther && (
        <TextInput
          label="Carrier's name"
          maw={320}
          maxLength={60}
          required
          autoComplete="off"
          value={choice.otherName}
          error={errors.carrier}
          data-path="carrier"
          onChange={(event) => onChange({ otherName: event.currentTarget.value })}
        />
      )}
      <TextInput
        label="Tracking number"
        description="Leave it empty if there is none."
        maw={320}
        maxLength={60}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={choice.number}
        error={errors.trackingNumber}
        data-path="trackingNumber"
        onChange={(event) => onChange({ number: event.currentTarget.value })}
      />
      {isOther ? (
        <TextInput
          label="Tracking link"
          description="Where the customer can follow it, if there is such a page."
          type="url"
          inputMode="url"
          placeholder="https://"
          maxLength={500}
          autoComplete="off"
          value={choice.link}
          error={linkProblem(choice.link) ?? errors.trackingUrl}
          data-path="trackingUrl"
          onChange={(event) => onChange({ link: event.currentTarget.value })}
        />
      ) : (
        trackingUrl !== null && (
          <Anchor href={trackingUrl} target="_blank" rel="noreferrer" size="sm">
            Try the tracking link
          </Anchor>
        )
      )}
    </>
  );
}
