import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useState } from "react";
import dialogClasses from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import classes from "./editor.module.css";
import type { Editor } from "./use-editor.ts";

/** In sight as long as something is not saved. Ctrl or Cmd and S saves, too, wherever the focus is. */
export function SaveBar({ editor }: { editor: Editor }) {
  const { draft, save, undecided, isSaving, failure, discard } = editor;
  const [isConfirming, setConfirming] = useState(false);
  useHotkeys([["mod+S", save]], []);
  if (!draft.isDirty) return null;
  const count = draft.changeCount;
  return (
    <section className={classes.bar} aria-label="Unsaved changes">
      <Failure error={failure} isOpen={false} />
      <div className={classes.barLine}>
        <span role="status">
          {count === 1 ? "1 unsaved change" : `${count} unsaved changes`}
          {undecided > 0 && ": first choose above which version stays"}
        </span>
        <span className={classes.buttons}>
          <Button variant="default" size="sm" disabled={isSaving} onClick={() => setConfirming(true)}>
            Discard
          </Button>
          <Button size="sm" loading={isSaving} onClick={save}>
            Save
          </Button>
        </span>
      </div>
      {isConfirming && (
        <Dialog title="Discard unsaved changes?" isBusy={false} onClose={() => setConfirming(false)}>
          <p className={dialogClasses.sentence}>
            {count === 1 ? "One change is" : `${count} changes are`} lost. The product stays as it was saved
            last.
          </p>
          <div className={dialogClasses.buttons}>
            <Button variant="default" onClick={() => setConfirming(false)}>
              Keep editing
            </Button>
            <Button
              color="red"
              onClick={() => {
                setConfirming(false);
                discard();
              }}
              data-autofocus
            >
              Discard
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
