import { Kbd } from "@mantine/core";
import { sectionsFor } from "../../sections.ts";
import { useMe } from "../../server/session.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { modKey } from "./mod-key.ts";
import type { OverlayProps } from "./overlay.ts";
import classes from "./shortcuts.module.css";

const shortcuts: [title: string, keys: [keys: string[], does: string][]][] = [
  [
    "Everywhere",
    [
      [["/"], "Search"],
      [[modKey, "K"], "Search, jump, do"],
      [["Esc"], "Close, or go back"],
      [[modKey, "S"], "Save, where a product is edited"],
      [["?"], "This list"],
    ],
  ],
  [
    "In lists",
    [
      [["j"], "Next row"],
      [["k"], "Previous row"],
      [["Enter"], "Open the row"],
      [["x"], "Select the row, in the list of orders"],
    ],
  ],
];

/** All shortcuts of the console, by the place where they work. */
export function Shortcuts({ onClose }: OverlayProps) {
  const { role } = useMe();
  const jumps = sectionsFor(role).map(({ key, label }): [string[], string] => [["g", key], label]);
  return (
    <Dialog title="Keyboard shortcuts" isBusy={false} onClose={onClose}>
      {[...shortcuts, ["Go to", jumps] as const].map(([title, keys]) => (
        <section key={title} className={classes.group}>
          <h3 className={classes.title}>{title}</h3>
          <dl className={classes.keys}>
            {keys.map(([combination, does]) => (
              <div key={does} className={classes.row}>
                <dt>{does}</dt>
                <dd>
                  {combination.map((key) => (
                    <Kbd key={key} size="xs">
                      {key}
                    </Kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
