import { Kbd, TextInput } from "@mantine/core";
import { useDebouncedCallback, useHotkeys } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import classes from "./search-box.module.css";

/** Searches while the person types; `/` moves the focus here, Enter and Escape back to the list. */
export function SearchBox({
  label,
  placeholder,
  value,
  onChange,
  onLeave,
}: {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  onLeave?: () => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const published = useRef(value);
  const publish = (typed: string) => {
    const wanted = typed.trim();
    // Enter has published the text already. Publishing it again would lead a reader back who has opened an order since.
    if (wanted === published.current) return;
    published.current = wanted;
    onChange(wanted);
  };
  const publishDebounced = useDebouncedCallback(publish, 250);

  // The address was changed from outside: by the way back, or by “clear filters”.
  useEffect(() => {
    if (value === published.current) return;
    published.current = value;
    setText(value);
  }, [value]);
  useHotkeys([["/", () => input.current?.select()]]);

  return (
    <TextInput
      ref={input}
      type="search"
      className={classes.search}
      aria-label={label}
      aria-keyshortcuts="/"
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      rightSection={<Kbd size="xs">/</Kbd>}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        publishDebounced(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") publish(text);
        if (event.key === "Enter" || event.key === "Escape") {
          event.preventDefault();
          onLeave?.();
        }
      }}
    />
  );
}
