import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { errorMessage } from "../../messages.ts";
import { useSettings } from "../../server/settings.ts";
import { type CalendarFeed, trpc } from "../../server/trpc.ts";
import { shopTime } from "../../shop-time.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import dialogClasses from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Section } from "../../ui/section.tsx";
import classes from "./resources.module.css";

/** The addresses at which calendar programs read what is booked. */
export function CalendarFeeds() {
  const { timeZone } = useSettings();
  const list = trpc.resources.feeds.useQuery(undefined, { staleTime: 0 });
  const [asked, setAsked] = useState<{ feed: CalendarFeed; isRevoking: boolean } | null>(null);
  return (
    <Section title="In calendar programs" id="calendar-feeds">
      <p className={classes.hint}>
        Phones and calendar programs subscribe to an address and show what is booked and paid: when, where,
        what, the customer's name and the order's number. Whoever has the address reads it without signing in.
      </p>
      {list.isError && (
        <Problem title="The addresses could not be loaded" error={list.error} onRetry={list.refetch} />
      )}
      <ul className={classes.blocks}>
        {list.data?.feeds.map((entry) => {
          const { resourceId, name, feed } = entry;
          return (
            <li key={resourceId ?? "all"} className={classes.block}>
              <span>
                <strong>{name ?? "All rooms and people"}</strong>{" "}
                <span className={classes.hint}>
                  {feed === null ? (
                    "no address"
                  ) : (
                    <>
                      address made by {feed.by}, {shopTime(feed.createdAt, timeZone)}
                    </>
                  )}
                </span>
              </span>
              <span className={classes.feedButtons}>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`${feed === null ? "Make an address" : "New address"} for ${name ?? "all"}`}
                  onClick={() => setAsked({ feed: entry, isRevoking: false })}
                >
                  {feed === null ? "Make an address" : "New address"}
                </Button>
                {feed !== null && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`Revoke the address of ${name ?? "all"}`}
                    onClick={() => setAsked({ feed: entry, isRevoking: true })}
                  >
                    Revoke
                  </Button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {asked && !asked.isRevoking && <RenewDialog feed={asked.feed} onClose={() => setAsked(null)} />}
      {asked?.isRevoking && <RevokeDialog feed={asked.feed} onClose={() => setAsked(null)} />}
    </Section>
  );
}

interface FeedDialogProps {
  feed: CalendarFeed;
  onClose: () => void;
}

function RenewDialog({ feed: { resourceId, name, feed }, onClose }: FeedDialogProps) {
  const utils = trpc.useUtils();
  const renew = trpc.resources.renewFeed.useMutation({ onSettled: () => utils.resources.feeds.invalidate() });
  return (
    <Dialog
      title={`Calendar address for ${name ?? "all rooms and people"}`}
      isBusy={renew.isPending}
      onClose={onClose}
    >
      {renew.data ? (
        <>
          <TextInput
            label="Address"
            description="Paste it where the program subscribes to a calendar. It is shown here only: nobody can look it up later."
            value={renew.data.url}
            readOnly
            data-autofocus
            rightSectionWidth={76}
            rightSection={<CopyButton text={renew.data.url} label="Copy the address" />}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
          <div className={dialogClasses.buttons}>
            <Button onClick={onClose}>Done</Button>
          </div>
        </>
      ) : (
        <>
          <p className={dialogClasses.sentence}>
            {feed === null
              ? "Whoever has the address can read what is booked, until it is renewed or revoked."
              : "The address that there is ends at once: programs that use it show nothing new, and need the new one."}
          </p>
          {renew.isError && <Notice>{errorMessage(renew.error)}</Notice>}
          <div className={dialogClasses.buttons}>
            <Button variant="default" onClick={onClose} disabled={renew.isPending}>
              Don't make it
            </Button>
            <Button loading={renew.isPending} onClick={() => renew.mutate({ resourceId })} data-autofocus>
              Make the address
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

function RevokeDialog({ feed: { resourceId, name }, onClose }: FeedDialogProps) {
  const utils = trpc.useUtils();
  const revoke = trpc.resources.revokeFeed.useMutation({
    onSettled: () => utils.resources.feeds.invalidate(),
    onSuccess: onClose,
  });
  return (
    <Dialog
      title={`Revoke the calendar address of ${name ?? "all rooms and people"}`}
      isBusy={revoke.isPending}
      onClose={onClose}
    >
      <p className={dialogClasses.sentence}>Programs that use it can't read what is booked any more.</p>
      {revoke.isError && <Notice>{errorMessage(revoke.error)}</Notice>}
      <div className={dialogClasses.buttons}>
        <Button variant="default" onClick={onClose} disabled={revoke.isPending} data-autofocus>
          Keep it
        </Button>
        <Button color="red" loading={revoke.isPending} onClick={() => revoke.mutate({ resourceId })}>
          Revoke it
        </Button>
      </div>
    </Dialog>
  );
}
