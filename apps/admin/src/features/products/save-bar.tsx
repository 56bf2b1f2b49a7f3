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
  const { draft, save, undecided, isSaving, failure, forget } = editor;
  const [isAsking, setAsking] = useState(false);
  useHotkeys([["mod+S", save]], []);
  if (!draft.isDirty) return null;
  const count = draft.changeCount;
  return (
    <section className={classes.bar} aria-label="Unsaved changes">
      <Failure error={failure} isOpen={false} />
      <div className={classes.barLine}>
        <span role="status">
          {count === 1 ? "1 unsaved change" : `${count} unsaved changes`}
          {undecided > 0 && ": first say above which side stays"}
        </span>
        <span className={classes.buttons}>
          <Button variant="default" size="sm" disabled={isSaving} onClick={() => setAsking(true)}>
            Discard
          </Button>
          <Button size="sm" loading={isSaving} onClick={save}>
            Save
          </Button>
        </span>
      </div>
      {isAsking && (
        <Dialog title="Discard what is not saved?" isBusy={false} onClose={() => setAsking(false)}>
          <p className={dialogClasses.sentence}>
            {count === 1 ? "One change is" : `${count} changes are`} given up. The product stays as it was
            saved last.
          </p>
          <div className={dialogClasses.buttons}>
            <Button variant="default" onClick={() => setAsking(false)}>
              Keep editing
            </Button>
            <Button
              color="red"
              onClick={() => {
                setAsking(false);
                forget();
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
