/** Text as it may stand in SVG. */
function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

interface TextStyle {
  x: number;
  y: number;
  size: number;
  weight: 600 | 800;
  /** In ems. */
  spacing?: number;
  anchor?: "start" | "end";
}

/** One line in the label's title face. */
export function textLine(text: string, { x, y, size, weight, spacing = 0, anchor = "start" }: TextStyle) {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" letter-spacing="${spacing}em" text-anchor="${anchor}">${escapeText(text)}</text>`;
}
