import { inflateSync } from "node:zlib";

/**
 * The lines that a PDF of pdfkit's draws, from the top: what its glyphs stand for (`ToUnicode`), as a reader of the file sees and copies
 * it. Texts that are drawn at the same height are one line, with a tab between them.
 */
export function pdfLines(pdf: Buffer): string[] {
  const objects = objectsOf(pdf);
  const characters = (font: string) => {
    const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font) ?? "")?.[1];
    return charactersOf(objects.get(map ?? "") ?? "");
  };
  const lines: string[] = [];
  for (const page of [...objects.values()].filter((text) => /\/Type \/Page\b/.test(text))) {
    const resources = objects.get(/\/Resources (\d+) 0 R/.exec(page)?.[1] ?? "") ?? page;
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = "", font = ""]) => [
        name,
        characters(font),
      ]),
    );
    lines.push(...drawnLines(objects.get(/\/Contents (\d+) 0 R/.exec(page)?.[1] ?? "") ?? "", fonts));
  }
  return lines;
}

/** Each object's text by number, with the content of its stream. */
function objectsOf(pdf: Buffer): Map<string, string> {
  const objects = new Map<string, string>();
  const text = pdf.toString("latin1");
  for (const { index, 1: number = "" } of text.matchAll(/(\d+) 0 obj\n/g)) {
    const head = text.slice(index, text.indexOf("endobj", index));
    const stream = head.indexOf("stream\n");
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const from = index + stream + "stream\n".length;
    const isPacked = stream >= 0 && head.slice(0, stream).includes("/FlateDecode");
    const content = isPacked ? inflateSync(pdf.subarray(from, from + length)).toString("latin1") : "";
    objects.set(number, stream < 0 ? head : head.slice(0, stream) + content);
  }
  return objects;
}

/** What a font's glyphs stand for, by their number in hexadecimal digits. */
function charactersOf(cmap: string): Map<string, string> {
  const map = new Map<string, string>();
  const read = (hex: string) => Buffer.from(hex, "hex").swap16().toString("utf16le");
  for (const [, range = ""] of cmap.matchAll(/beginbfrange(.*?)endbfrange/gs))
    for (const [, first = "0", entries = ""] of range.matchAll(/<(\w+)> <\w+> \[(.*?)\]/gs))
      for (const [place, [, hex = ""]] of [...entries.matchAll(/<([^>]*)>/g)].entries())
        map.set(
          (Number.parseInt(first, 16) + place).toString(16).padStart(4, "0"),
          read(hex.replaceAll(" ", "")),
        );
  return map;
}

function drawnLines(content: string, fonts: Map<string, Map<string, string>>): string[] {
  const lines: { y: number; texts: string[] }[] = [];
  for (const [, block = ""] of content.matchAll(/BT(.*?)ET/gs)) {
    const y = Number(/[-\d.]+ ([-\d.]+) Tm/.exec(block)?.[1] ?? 0);
    const font = fonts.get(/\/(F\d+) /.exec(block)?.[1] ?? "");
    const drawn = [...block.matchAll(/<([0-9a-f]+)>/g)]
      .flatMap(([, hex = ""]) => hex.match(/.{4}/g) ?? [])
      .map((glyph) => font?.get(glyph) ?? "?")
      .join("");
    const last = lines.at(-1);
    if (last?.y === y) last.texts.push(drawn);
    else lines.push({ y, texts: [drawn] });
  }
  return lines.map(({ texts }) => texts.join("\t"));
}
