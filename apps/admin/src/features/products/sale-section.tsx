import { isShipped } from "@dualtrack/contract";
import { Anchor, Checkbox, Skeleton, TextInput } from "@mantine/core";
import { lazy, Suspense } from "react";
import { exactTime, missingText } from "../../messages.ts";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./editor.module.css";
import { statusBadges } from "./product-badges.ts";
import { captureKey, fieldId, focusField, onShipment } from "./product-fields.ts";
import type { Editor } from "./use-editor.ts";
import { fieldOfMissing } from "./variants-section.tsx";

const OpeningTime = lazy(() => import("./opening-time.tsx"));

const captureHint =
  "It holds for the whole order. Only cards can be reserved; an order with files or booked time is charged at once.";

/** Whether customers see it, from when they can buy it, and what is missing before. */
export function SaleSection({ editor }: { editor: Editor }) {
  const { draft, mayEdit } = editor;
  const { base, values } = draft;
  const opensAt = values.opensAt || null;
  return (
    <Section title="Sale" id="sale">
      <p className={classes.state}>
        <Status {...statusBadges[base.status]} />: {saleText(base)}
      </p>
      {mayEdit ? (
        <Suspense fallback={<Skeleton height={62} maw={320} />}>
          <OpeningTime
            id={fieldId("opensAt")}
            value={opensAt}
            error={editor.errorOf("opensAt")}
            onChange={(value) => draft.set("opensAt", value ?? "")}
          />
        </Suspense>
      ) : (
        <p>Opening time: {opensAt === null ? "none" : exactTime(opensAt)}</p>
      )}
      {isShipped(base.kind) && (
        <Checkbox
          id={fieldId(captureKey)}
          mt="md"
          label="Charge the card when it ships"
          description={`For pre-orders and what is made to order: the card is only reserved when somebody orders, for 7 days as a rule, and charged with the first parcel. ${captureHint}`}
          checked={values[captureKey] === onShipment}
          disabled={!mayEdit}
          onChange={({ currentTarget: { checked } }) => draft.set(captureKey, checked ? onShipment : "")}
        />
      )}
      <TextInput
        id={fieldId("reservationMinutes")}
        mt="md"
        maw={320}
        label="Minutes that a checkout reserves it"
        description="Of several products in a cart the shortest time counts. It holds for checkouts that begin from now on."
        placeholder="as the shop's settings say"
        inputMode="numeric"
        value={values.reservationMinutes}
        error={editor.errorOf("reservationMinutes")}
        readOnly={!mayEdit}
        onChange={({ currentTarget: { value } }) => draft.set("reservationMinutes", value)}
      />
      {base.missing.length > 0 && (
        <div className={classes.missing}>
          <p>Missing before customers can see it{draft.isDirty && ", as it is saved"}:</p>
          <ul>
            {base.missing.map((missing) => (
              <li key={JSON.stringify(missing)}>
                <Anchor
                  component="button"
                  type="button"
                  inherit
                  onClick={() => focusField(fieldOfMissing(missing, editor))}
                >
                  {sentenceCase(missingText(missing))}
                </Anchor>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}

function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function saleText({ status, opensAt }: { status: string; opensAt: string | null }): string {
  if (status === "draft") return "no customer sees it.";
  if (status === "on_sale") return "customers see it and can buy it.";
  return `customers see it, and can buy it from ${opensAt === null ? "" : exactTime(opensAt)}.`;
}
