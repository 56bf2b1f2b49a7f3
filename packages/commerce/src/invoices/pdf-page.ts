import type { Font } from "fontkit";
import { type DocumentFont, fontFile } from "./fonts.ts";
import { engineText, visualRuns } from "./visual-runs.ts";

type Align = "left" | "right";

interface TextStyle {
  size?: number;
  isBold?: boolean;
  align?: Align;
  color?: string;
}

interface Run {
  font: DocumentFont;
  text: string;
  isRightToLeft: boolean;
}

/**
 * How the library lays a run out: as a whole if it is written from right to left. Word by word, as it does without a list of features, its
 * words would stand from left to right.
 */
const layoutOf = ({ isRightToLeft }: Run) => (isRightToLeft ? { features: [] } : {});

const margin = 50;
const lineHeight = 1.35;
/** A4, in points. */
const size = { width: 595.28, height: 841.89 };
/** Left and right edges of what is written. */
export const edges = { left: margin, right: size.width - margin };
const bottom = size.height - margin - 24;

/** The font whose glyphs decide what the fallback has to write. */
let regular: Font | undefined;
function hasGlyph(codePoint: number): boolean {
  return regular?.hasGlyphForCodePoint(codePoint) ?? false;
}

/**
 * Pages of A4 on which text of any script is written from top to bottom. The same calls make the same bytes: the only time in
 * the file is `createdAt`. The libraries are large: a process loads them with its first document.
 */
export async function createPdfPage({ title, createdAt }: { title: string; createdAt: Date }) {
  const { create } = await import("fontkit");
  const { default: PDFDocument } = await import("pdfkit");
  regular ??= create(fontFile("regular")) as Font;
  const pdf = new PDFDocument({
    size: "A4",
    margin: 0,
    bufferPages: true,
    info: { Title: title, Creator: "Dualtrack", Producer: "Dualtrack", CreationDate: createdAt },
    lang: "en",
  });
  for (const font of ["regular", "bold"] as const) pdf.registerFont(font, fontFile(font));
  const chunks: Buffer[] = [];
  pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<Buffer>((resolve, reject) => {
    pdf.on("end", () => resolve(Buffer.concat(chunks)));
    pdf.on("error", reject);
  });
  let y = margin;

  function useFont(font: DocumentFont, points: number) {
    // Only documents that need it carry it.
    if (font === "fallback") pdf.registerFont(font, fontFile(font));
    return pdf.font(font).fontSize(points);
  }
  const widthOf = (runs: readonly Run[], points: number) =>
    runs.reduce((sum, run) => sum + useFont(run.font, points).widthOfString(run.text, layoutOf(run)), 0);

  /** Lines of at most this width; a word that is longer is broken. */
  function wrap(text: string, width: number, { size: points = 9, isBold = false }: TextStyle): string[] {
    const fits = (line: string) => widthOf(runsOf(line, isBold), points) <= width;
    const lines: string[] = [];
    let line = "";
    for (const word of text.normalize("NFC").split(/(?<=\s)/u)) {
      if (fits((line + word).trimEnd())) {
        line += word;
        continue;
      }
      if (line !== "") lines.push(line.trimEnd());
      line = "";
      for (const character of word) {
        if (line !== "" && !fits(line + character)) {
          lines.push(line);
          line = "";
        }
        line += character;
      }
    }
    return [...lines, line.trimEnd()];
  }

  function writeLine(line: string, x: number, top: number, width: number, style: TextStyle): void {
    const { size: points = 9, isBold = false, align = "left", color = "#1d1a16" } = style;
    const runs = runsOf(line, isBold);
    let at = align === "left" ? x : x + width - widthOf(runs, points);
    for (const run of runs) {
      const how = { ...layoutOf(run), lineBreak: false, baseline: "top" } as const;
      useFont(run.font, points).fillColor(color).text(run.text, at, top, how);
      at += pdf.widthOfString(run.text, layoutOf(run));
    }
  }

  return {
    /** Writes texts side by side, each wrapped in its column, and goes on below the highest. On a new page if it does not fit. */
    row(cells: readonly { text: string; x: number; width: number; style?: TextStyle }[], gap = 0): void {
      const wrapped = cells.map(({ text, width, style = {} }) =>
        text.split("\n").flatMap((line) => wrap(line, width, style)),
      );
      const heights = wrapped.map((lines, index) => lines.length * heightOf(cells[index]?.style));
      const height = Math.max(...heights);
      if (y + height > bottom) {
        pdf.addPage();
        y = margin;
      }
      for (const [index, { x, width, style = {} }] of cells.entries())
        for (const [place, line] of (wrapped[index] ?? []).entries())
          writeLine(line, x, y + place * heightOf(style), width, style);
      y += height + gap;
    },
    /** A thin line over the whole width. */
    rule(gap = 6): void {
      pdf.moveTo(edges.left, y).lineTo(edges.right, y).lineWidth(0.5).strokeColor("#b8b2a7").stroke();
      y += gap;
    },
    space(points: number): void {
      y += points;
    },
    /** Numbers the pages, and answers the file. */
    end(footer: string): Promise<Buffer> {
      const { count } = pdf.bufferedPageRange();
      for (let page = 0; page < count; page += 1) {
        pdf.switchToPage(page);
        const text = count === 1 ? footer : `${footer} · page ${page + 1} of ${count}`;
        const style = { size: 7.5, color: "#6b655c" };
        writeLine(text, edges.left, size.height - margin, edges.right - edges.left, style);
      }
      pdf.end();
      return ended;
    },
  };
}

export type PdfPage = Awaited<ReturnType<typeof createPdfPage>>;

function heightOf({ size: points = 9 }: TextStyle = {}): number {
  return points * lineHeight;
}

/** Divides a line by direction, as it is seen from left to right, and by the fonts that have its glyphs. */
function runsOf(line: string, isBold: boolean): Run[] {
  return visualRuns(line).flatMap((run) => {
    const runs: Run[] = [];
    for (const character of run.text) {
      const own = isBold ? "bold" : "regular";
      const font = hasGlyph(character.codePointAt(0) ?? 0) ? own : "fallback";
      const last = runs.at(-1);
      if (last?.font === font) last.text += character;
      else runs.push({ font, text: character, isRightToLeft: run.isRightToLeft });
    }
    const drawn = runs.map((part) => ({ ...part, text: engineText(part) }));
    return run.isRightToLeft ? drawn.reverse() : drawn;
  });
}
