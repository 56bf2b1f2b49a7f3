import { formatMoney } from "@dualtrack/contract";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { errorMessage, exactTime } from "../../messages.ts";
import { useSettings } from "../../server/settings.ts";
import { type StaffDraftOrder, trpc } from "../../server/trpc.ts";
import { shopTime } from "../../shop-time.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Section } from "../../ui/section.tsx";
import { CancelDraftDialog } from "./cancel-draft-dialog.tsx";
import classes from "./draft-orders.module.css";
import { ProlongDialog } from "./prolong-dialog.tsx";
import { RenewLinkDialog } from "./renew-link-dialog.tsx";

/** What became of a draft order: the link and until when it holds, its order, or how it ended. */
export function SentSection({
  draft,
  disabledReason,
  onChanged,
  onNotice,
}: {
  draft: StaffDraftOrder;
  /** Why this member of staff may not change it; null: they may. */
  disabledReason: string | null;
  onChanged: (draft: StaffDraftOrder) => void;
  onNotice: (notice: string) => void;
}) {
  const { timeZone } = useSettings();
  const [dialog, setDialog] = useState<"prolong" | "renew" | "cancel" | null>(null);
  const mail = trpc.draftOrders.mailLink.useMutation({
    onSuccess(after) {
      onChanged(after);
      onNotice(`The link is on its way to ${after.fields.email}.`);
    },
    onError: (error) => onNotice(errorMessage(error)),
  });
  const { state, heldUntil, link, total, orderNumber, ended } = draft;
  if (state === "draft") return null;
  return (
    <Section title={state === "waiting" ? "Payment link" : "What became of it"}>
      {state === "ordered" && (
        <p>
          The customer has ordered it for {total && formatMoney(total)}
          {orderNumber !== null && (
            <>
              :{" "}
              <Link to="/orders/$number" params={{ number: orderNumber }}>
                order {orderNumber}
              </Link>
            </>
          )}
          .
        </p>
      )}
      {state === "expired" && (
        <p>
          Nobody has paid {heldUntil && `until ${shopTime(heldUntil, timeZone)}`}, so the items are free
          again. Send it again to reserve them anew: the link stays the same.
        </p>
      )}
      {state === "cancelled" && (
        <p>
          {ended === null
            ? "It was called off before it was sent."
            : `${ended.by} called it off: ${ended.reason ?? ""}`}
        </p>
      )}
      {state === "waiting" && link !== null && heldUntil !== null && (
        <>
          <p>
            {total && formatMoney(total)}, reserved until{" "}
            <time dateTime={heldUntil} title={exactTime(heldUntil)}>
              {shopTime(heldUntil, timeZone)}
            </time>
            . Sent by {draft.sentBy}. {mailText(draft)}
          </p>
          <div className={classes.link}>
            <span className={classes.address}>{link}</span>
            <CopyButton text={link} label="Copy the link" />
          </div>
          <p className={classes.hint}>Whoever has the link sees the order and can pay it.</p>
          {draft.mail?.isOutdated && (
            <p>
              The customer has not been told of the last change: the mail about it was written before. At the
              link, they see the order as it is now.
            </p>
          )}
          <div className={classes.buttons}>
            <ActionButton
              disabledReason={draft.fields.email === "" ? "Enter and save an e-mail address first." : null}
              loading={mail.isPending}
              onPress={() => mail.mutate({ draftOrderId: draft.id })}
              onRefused={onNotice}
            >
              {draft.mail === null ? "Mail the link" : "Mail the link again"}
            </ActionButton>
            <ActionButton {...{ disabledReason }} onPress={() => setDialog("prolong")} onRefused={onNotice}>
              Reserve for longer
            </ActionButton>
            <ActionButton {...{ disabledReason }} onPress={() => setDialog("renew")} onRefused={onNotice}>
              Make a new link
            </ActionButton>
            <ActionButton
              {...{ disabledReason }}
              color="red"
              onPress={() => setDialog("cancel")}
              onRefused={onNotice}
            >
              Call it off
            </ActionButton>
          </div>
        </>
      )}
      {dialog === "prolong" && heldUntil !== null && (
        <ProlongDialog
          {...{ draft, heldUntil }}
          onClose={() => setDialog(null)}
          onDone={(after) => {
            setDialog(null);
            onChanged(after);
            if (after.heldUntil !== null) onNotice(`Reserved until ${shopTime(after.heldUntil, timeZone)}.`);
          }}
        />
      )}
      {dialog === "renew" && (
        <RenewLinkDialog
          draft={draft}
          onClose={() => setDialog(null)}
          onDone={(after, text) => {
            setDialog(null);
            onChanged(after);
            onNotice(text);
          }}
        />
      )}
      {dialog === "cancel" && (
        <CancelDraftDialog
          draft={draft}
          onClose={() => setDialog(null)}
          onDone={(text) => {
            setDialog(null);
            onNotice(text);
          }}
        />
      )}
    </Section>
  );
}

function mailText({ mail, fields }: StaffDraftOrder): string {
  if (mail === null)
    return fields.email === ""
      ? "No mail was sent, as there is no address: copy the link."
      : "This link was not mailed.";
  if (mail.state === "failed")
    return `The mail to ${mail.recipient} could not be sent yet; it is tried again.`;
  return mail.state === "sent"
    ? `Mailed to ${mail.recipient}.`
    : `The mail to ${mail.recipient} is on its way.`;
}
