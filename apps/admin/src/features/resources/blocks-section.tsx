import { Button } from "@mantine/core";
import { useState } from "react";
import { errorMessage } from "../../messages.ts";
import { type StaffResource, trpc } from "../../server/trpc.ts";
import { shopTime } from "../../shop-time.ts";
import { Section } from "../../ui/section.tsx";
import { BlockDialog } from "./block-dialog.tsx";
import classes from "./resources.module.css";

/** The times at which it can't be booked, though it is open. */
export function BlocksSection({
  resource,
  onNotice,
}: {
  resource: StaffResource;
  onNotice: (notice: string) => void;
}) {
  const utils = trpc.useUtils();
  const [isBlocking, setBlocking] = useState(false);
  const unblock = trpc.resources.unblock.useMutation({
    onError: (error) => onNotice(errorMessage(error)),
    onSuccess: () => onNotice("The time can be booked again."),
    onSettled: () => utils.resources.get.invalidate({ resourceId: resource.id }),
  });
  const { timeZone } = resource;
  return (
    <Section title="Blocked times" id="blocks">
      {resource.blocks.length === 0 && <p className={classes.hint}>None from now on.</p>}
      <ul className={classes.blocks}>
        {resource.blocks.map(({ id, startsAt, endsAt, reason, by }) => (
          <li key={id} className={classes.block}>
            <span>
              {shopTime(startsAt, timeZone)} until {shopTime(endsAt, timeZone)}
              {reason !== "" && `: ${reason}`} <span className={classes.hint}>by {by}</span>
            </span>
            <Button
              size="compact-xs"
              variant="default"
              loading={unblock.isPending && unblock.variables.blockId === id}
              onClick={() => unblock.mutate({ blockId: id })}
            >
              Unblock
            </Button>
          </li>
        ))}
      </ul>
      <Button size="xs" variant="default" onClick={() => setBlocking(true)}>
        Block time
      </Button>
      {isBlocking && (
        <BlockDialog
          resources={[resource]}
          timeZone={timeZone}
          onClose={() => setBlocking(false)}
          onDone={(notice) => {
            setBlocking(false);
            onNotice(notice);
          }}
        />
      )}
    </Section>
  );
}
