import { useState } from "react";
import { errorMessage } from "../../messages.ts";
import { CustomerSection } from "./customer-section.tsx";
import classes from "./draft-orders.module.css";
import { GoodsSection } from "./goods-section.tsx";
import { TermsSection } from "./terms-section.tsx";
import type { DraftForm } from "./use-draft-form.ts";
import { useDraftPrice } from "./use-draft-price.ts";

/** All fields of a draft order, with what it costs as it is typed. */
export function DraftFields({
  form,
  draftOrderId,
  now,
  isSent,
}: {
  form: DraftForm;
  /** Undefined: it does not exist yet. */
  draftOrderId: string | undefined;
  now: number;
  isSent: boolean;
}) {
  const price = useDraftPrice(form.values, draftOrderId);
  const [titles, setTitles] = useState<ReadonlyMap<string, string>>(new Map());
  return (
    <>
      <GoodsSection
        {...{ form, titles, draftOrderId }}
        price={price.data}
        onPicked={(variantId, title) => setTitles((before) => new Map(before).set(variantId, title))}
      />
      <CustomerSection form={form} />
      <TermsSection {...{ form, now, isSent }} price={price.data} />
      {price.error && (
        <p className={classes.problem} role="status">
          The price could not be worked out. {errorMessage(price.error)}
        </p>
      )}
    </>
  );
}
