/** Keeps the place of rows that are not drawn. `height` in pixels. */
export function RowGap({ height }: { height: number }) {
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus
  return <tr aria-hidden="true" style={{ height, padding: 0, border: 0 }} />;
}
