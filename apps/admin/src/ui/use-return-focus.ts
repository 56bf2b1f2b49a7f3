import { useEffect, useState } from "react";

/**
 * Returns the focus to the element that had it before, for a dialog that is mounted open: Mantine does not know that
 * element.
 */
export function useReturnFocus(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => opener instanceof HTMLElement && opener.focus());
    },
    [opener],
  );
}
