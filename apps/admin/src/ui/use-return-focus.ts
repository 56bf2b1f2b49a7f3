import { useEffect, useState } from "react";

/** For what is mounted open: Mantine does not know what had the focus before. It gets it back at the end. */
export function useReturnFocus(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => opener instanceof HTMLElement && opener.focus());
    },
    [opener],
  );
}
