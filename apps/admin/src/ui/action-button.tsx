import { Button, type ButtonProps, VisuallyHidden } from "@mantine/core";
import { useId } from "react";

/**
 * A button that says why it can't be pressed now: on hover, to screen readers, and (by `onRefused`) on a press, since a
 * touch screen has no hover.
 */
export function ActionButton({
  whyNot,
  onPress,
  onRefused,
  children,
  ...look
}: ButtonProps & { whyNot: string | null; onPress: () => void; onRefused: (why: string) => void }) {
  const whyId = useId();
  return (
    <>
      <Button
        size="xs"
        variant="default"
        {...look}
        title={whyNot ?? undefined}
        data-disabled={whyNot !== null || undefined}
        aria-disabled={whyNot !== null || undefined}
        aria-describedby={whyNot === null ? undefined : whyId}
        onClick={() => (whyNot === null ? onPress() : onRefused(whyNot))}
      >
        {children}
      </Button>
      {whyNot !== null && <VisuallyHidden id={whyId}>{whyNot}</VisuallyHidden>}
    </>
  );
}
