import { Combobox, Loader, TextInput, useCombobox } from "@mantine/core";
import { type ReactNode, useState } from "react";
import classes from "./draft-orders.module.css";

interface SearchPickerProps<Found> {
  label: string;
  placeholder: string;
  /** What was found for the text that is typed; undefined: the answer is still to come. */
  found: readonly Found[] | undefined;
  isSearching: boolean;
  /** Why nothing could be searched. */
  problem: string | null;
  keyOf: (found: Found) => string;
  onSearch: (text: string) => void;
  onPick: (found: Found) => void;
  children: (found: Found) => ReactNode;
}

/** A field that searches while one types, and lists what it finds to be picked by mouse or arrow keys. */
export function SearchPicker<Found>({
  label,
  placeholder,
  found,
  isSearching,
  problem,
  keyOf,
  onSearch,
  onPick,
  children,
}: SearchPickerProps<Found>) {
  const [text, setText] = useState("");
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const type = (typed: string) => {
    setText(typed);
    onSearch(typed);
    if (typed.trim() === "") combobox.closeDropdown();
    else combobox.openDropdown();
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(key) => {
        const picked = found?.find((each) => keyOf(each) === key);
        if (picked !== undefined) onPick(picked);
        type("");
      }}
    >
      <Combobox.Target>
        <TextInput
          label={label}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          rightSection={isSearching ? <Loader size={16} role="img" aria-label="Searching" /> : null}
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
          onFocus={() => text.trim() !== "" && combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            // The form is not sent by the key that picks.
            if (event.key === "Enter") event.preventDefault();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options className={classes.found ?? ""} aria-label="Found">
          {found?.map((each) => (
            <Combobox.Option key={keyOf(each)} value={keyOf(each)}>
              {children(each)}
            </Combobox.Option>
          ))}
          {problem !== null && <Combobox.Empty>{problem}</Combobox.Empty>}
          {found?.length === 0 && !isSearching && problem === null && (
            <Combobox.Empty>Nothing found.</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
