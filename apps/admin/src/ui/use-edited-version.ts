import { useState } from "react";

/** What is being edited stays while others save; `newer` is what they saved, to be shown beside it. */
export function useEditedVersion<Versioned extends { version: number }>(latest: Versioned) {
  const [base, setBase] = useState(latest);
  const [notice, setNotice] = useState<string | null>(null);
  return {
    base,
    notice,
    setNotice,
    newer: latest.version > base.version ? latest : null,
    takeNewer() {
      setNotice(null);
      setBase(latest);
    },
    /** Goes on from what was just saved. */
    continueFrom(saved: Versioned, text: string) {
      setBase(saved);
      setNotice(text);
    },
  };
}
