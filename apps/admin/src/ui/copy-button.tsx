import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";

/** Copies the text beside it. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      aria-label={label}
      title={clipboard.error ? "It could not be copied; select it by hand" : undefined}
      onClick={() => clipboard.copy(text)}
    >
      <span role="status">{clipboard.copied ? "Copied" : "Copy"}</span>
    </Button>
  );
}
