import { Button } from "@mantine/core";
import { Ago } from "../../ui/ago.tsx";
import classes from "./editor.module.css";
import type { Change } from "./merge.ts";
import { changesPanelId, type Editor } from "./use-editor.ts";

/** What somebody else saved in the meantime; where both changed the same, one side is chosen before saving on top. */
export function ChangesPanel({ editor, now }: { editor: Editor; now: number }) {
  const { remote, decide, dismissRemote, isDirty } = editor.draft;
  if (remote === null) return null;
  const undecided = remote.changes.filter(({ key }) => remote.open.includes(key));
  const decideAll = (side: "mine" | "theirs") => {
    for (const { key } of undecided) decide(key, side);
  };
  return (
    <section
      id={changesPanelId}
      className={classes.changesPanel}
      aria-labelledby={`${changesPanelId}-title`}
      tabIndex={-1}
    >
      <h2 id={`${changesPanelId}-title`} className={classes.changesTitle}>
        {remote.by ?? "Somebody"} changed this product
        {remote.at !== null && (
          <>
            {" "}
            <Ago at={remote.at} now={Math.max(now, Date.parse(remote.at))} />
          </>
        )}
      </h2>
      <p role="status">{sentence(undecided.length, isDirty)}</p>
      <table className={classes.changes} aria-label="What was changed">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">Theirs</th>
            <th scope="col">Mine</th>
            <th scope="col">Version to keep</th>
          </tr>
        </thead>
        <tbody>
          {remote.changes.map((change) => (
            <tr key={change.key}>
              <th scope="row">{change.label}</th>
              <td data-label="Before">{change.before}</td>
              <td data-label="Theirs">{change.theirs}</td>
              <td data-label="Mine">{change.mine ?? "not touched"}</td>
              <td data-label="Version to keep">
                <Choice change={change} isOpen={remote.open.includes(change.key)} onDecide={decide} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes.buttons}>
        {undecided.length > 1 && (
          <>
            <Button size="xs" variant="default" onClick={() => decideAll("mine")}>
              Keep all of mine
            </Button>
            <Button size="xs" variant="default" onClick={() => decideAll("theirs")}>
              Take all of theirs
            </Button>
          </>
        )}
        {undecided.length === 0 && (
          <Button size="xs" variant="default" onClick={dismissRemote}>
            Close this
          </Button>
        )}
      </div>
    </section>
  );
}

function sentence(undecided: number, isDirty: boolean): string {
  if (undecided === 1)
    return "Nothing of yours is lost. You both changed one field: choose which version stays, then save.";
  if (undecided > 1)
    return `Nothing of yours is lost. You both changed ${undecided} fields: choose which versions stay, then save.`;
  if (isDirty) return "Nothing of yours is lost: it is not saved yet, and is now based on their version.";
  return "You see the product as it is now.";
}

function Choice({
  change: { key, label, mine },
  isOpen,
  onDecide,
}: {
  change: Change;
  isOpen: boolean;
  onDecide: (key: string, side: "mine" | "theirs") => void;
}) {
  if (mine === null) return "theirs";
  if (!isOpen) return "decided";
  return (
    <span className={classes.moves}>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`Keep mine: ${label}`}
        onClick={() => onDecide(key, "mine")}
      >
        Keep mine
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`Take theirs: ${label}`}
        onClick={() => onDecide(key, "theirs")}
      >
        Take theirs
      </Button>
    </span>
  );
}
