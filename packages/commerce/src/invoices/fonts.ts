import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";

const { resolve } = createRequire(import.meta.url);

/** The fonts of documents: DejaVu for the scripts of Europe, and UnifontEX, which has all scripts, for what DejaVu lacks. */
export type DocumentFont = "regular" | "bold" | "fallback";

const loaders: Record<DocumentFont, () => Buffer> = {
  regular: () => readFileSync(resolve("dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf")),
  bold: () => readFileSync(resolve("dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf")),
  fallback: () =>
    sfntOf(readFileSync(resolve("@fontsource/unifontex/files/unifontex-latin-400-normal.woff"))),
};

const loaded = new Map<DocumentFont, Buffer>();

/** The file of a font as TrueType; read once, when it is first needed. */
export function fontFile(font: DocumentFont): Buffer {
  const known = loaded.get(font);
  if (known !== undefined) return known;
  const file = loaders[font]();
  loaded.set(font, file);
  return file;
}

/**
 * Unpacks a WOFF file: PDFs embed TrueType, and the library would decompress every table for every glyph.
 * @see https://www.w3.org/TR/WOFF/
 */
function sfntOf(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const directory = Buffer.alloc(12 + 16 * count);
  const steps = Math.floor(Math.log2(count));
  woff.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(count, 4);
  directory.writeUInt16BE(16 * 2 ** steps, 6);
  directory.writeUInt16BE(steps, 8);
  directory.writeUInt16BE(16 * (count - 2 ** steps), 10);
  const parts: Buffer[] = [directory];
  let offset = directory.length;
  for (let index = 0; index < count; index += 1) {
    const entry = 44 + 20 * index;
    const start = woff.readUInt32BE(entry + 4);
    const packedLength = woff.readUInt32BE(entry + 8);
    const length = woff.readUInt32BE(entry + 12);
    const packed = woff.subarray(start, start + packedLength);
    const row = 12 + 16 * index;
    woff.copy(directory, row, entry, entry + 4);
    woff.copy(directory, row + 4, entry + 16, entry + 20);
    directory.writeUInt32BE(offset, row + 8);
    directory.writeUInt32BE(length, row + 12);
    const padding = Buffer.alloc((4 - (length % 4)) % 4);
    parts.push(packedLength < length ? inflateSync(packed) : packed, padding);
    offset += length + padding.length;
  }
  return Buffer.concat(parts);
}
