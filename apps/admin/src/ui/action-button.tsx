import { Button, type ButtonProps, VisuallyHidden } from "@mantine/core";
import { useId } from "react";

/**
 * A button that says why it can't be pressed now: on hover, to screen readers, and (by `onRefused`) on a press, since a
 * touch screen has no hover.
 */
export function ActionButton({
  disabledReason,
  onPress,
  onRefused,
  children,
  ...buttonProps
}: ButtonProps & {
  disabledReason: string | null;
  onPress: () => void;
  onRefused: (reason: string) => void;
}) {
  const reasonId = useId();
  return (
    <>
      <Button
        size="xs"
        variant="default"
        {...buttonProps}
        title={disabledReason ?? undefined}
        data-disabled={disabledReason !== null || undefined}
        aria-disabled={disabledReason !== null || undefined}
        aria-describedby={disabledReason === null ? undefined : reasonId}
        onClick={() => (disabledReason === null ? onPress() : onRefused(disabledReason))}
      >
        {children}
      </Button>
      {disabledReason !== null && <VisuallyHidden id={reasonId}>{disabledReason}</VisuallyHidden>}
    </>
  );
}
