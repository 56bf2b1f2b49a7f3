import { Combobox, Loader, Modal, TextInput, useCombobox, VisuallyHidden } from "@mantine/core";
import { useEffect, useEffectEvent, useState } from "react";
import { useReturnFocus } from "../../ui/use-return-focus.ts";
import type { OverlayProps } from "./overlay.ts";
import classes from "./palette.module.css";
import { matches, type PaletteItem } from "./palette-items.ts";
import { useDayItems } from "./use-day-items.ts";
import { usePaletteCommands } from "./use-palette-commands.ts";
import { useSearchResults } from "./use-search-results.ts";

/** Finds orders, products, pages and actions while the person types; arrows choose, Enter opens. */
export function Palette({ onOpen, onClose }: OverlayProps) {
  const [text, setText] = useState("");
  const results = useSearchResults(text);
  const commands = usePaletteCommands(onOpen).filter((command) => matches(command, text));
  const days = useDayItems(text);
  const items = [...days, ...results.found, ...commands];
  const choice = useCombobox({ opened: true });
  useReturnFocus();

  // The chosen item may be missing from the new ones: then the first one is chosen.
  const ids = items.map(({ id }) => id).join();
  const selectFirst = useEffectEvent(() => void choice.selectFirstOption());
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for new items, though it reads none of them
  useEffect(() => selectFirst(), [ids]);

  const submit = (id: string) => {
    onClose();
    items.find((item) => item.id === id)?.run();
  };
  return (
    <Modal.Root
      opened
      onClose={onClose}
      returnFocus={false}
      yOffset={64}
      size={560}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Search or jump">
        <Combobox store={choice} onOptionSubmit={submit}>
          <Combobox.EventsTarget withExpandedAttribute>
            <TextInput
              data-autofocus
              variant="unstyled"
              size="md"
              className={classes.input ?? ""}
              aria-label="Search or jump"
              placeholder="Order, customer, product, day, page or command"
              autoComplete="off"
              spellCheck={false}
              rightSection={results.isSearching && <Loader size={16} role="img" aria-label="Searching" />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </Combobox.EventsTarget>
          <div className={classes.list}>
            <Combobox.Options aria-label="Results" className={classes.options ?? ""} tabIndex={0}>
              {groupsOf(items).map(([group, members]) => (
                <Combobox.Group key={group} label={group}>
                  {members.map(({ id, label, detail, hint }) => (
                    <Combobox.Option key={id} value={id}>
                      <span className={classes.item}>
                        <span className={classes.label}>
                          {label}
                          {detail && <span className={classes.detail}>{detail}</span>}
                        </span>
                        {hint && <span className={classes.hint}>{hint}</span>}
                      </span>
                    </Combobox.Option>
                  ))}
                </Combobox.Group>
              ))}
            </Combobox.Options>
            <div role="status">
              {items[0] && (
                <VisuallyHidden>
                  {items.length} found, Enter opens {items[0].label}
                </VisuallyHidden>
              )}
              {results.error && (
                <p className={classes.note}>Orders and products could not be searched. {results.error}</p>
              )}
              {items.length === 0 && !results.isSearching && !results.error && (
                <p className={classes.note}>
                  Nothing found. Orders are found by number, e-mail, name, product or Stripe id; products by
                  title, artist or SKU; days as 12 May or 2026-05-12.
                </p>
              )}
            </div>
          </div>
        </Combobox>
      </Modal.Content>
    </Modal.Root>
  );
}

function groupsOf(items: PaletteItem[]): [group: string, members: PaletteItem[]][] {
  const groups = new Map<string, PaletteItem[]>();
  for (const item of items) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return [...groups];
}
