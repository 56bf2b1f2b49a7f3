import { useEffect, useState } from "react";

/**
 * Takes files that are dropped anywhere on the page, or pasted: one that missed the spot would replace the page. Answers
 * whether files are held over the page just now.
 */
export function useOfferedFiles(onFiles: ((files: File[]) => void) | null): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (onFiles === null) return;
    const listening = new AbortController();
    const on = <Name extends keyof DocumentEventMap>(
      name: Name,
      listener: (event: DocumentEventMap[Name]) => void,
    ) => document.addEventListener(name, listener, { signal: listening.signal });
    on("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(true);
    });
    on("dragleave", (event) => event.relatedTarget === null && setOver(false));
    on("drop", (event) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      setOver(false);
      onFiles(files);
    });
    on("paste", ({ clipboardData }) => {
      // Office programs put a picture beside copied text: who pastes that wants the text.
      const files = [...(clipboardData?.files ?? [])];
      if (files.length > 0 && !clipboardData?.types.includes("text/plain")) onFiles(files);
    });
    return () => listening.abort();
  }, [onFiles]);
  return isOver;
}
