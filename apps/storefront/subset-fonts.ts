import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import subsetFont from "subset-font";
import type { Plugin } from "vite";

const require = createRequire(import.meta.url);
/** `@fonts/` of the style sheet. */
const folder = join(import.meta.dirname, "node_modules/.fonts");

/** Weights that the pages use, and letters of one optical size: a third of the fonts' bytes. */
const title = { opsz: 36, wght: { min: 400, max: 800 } };
const text = { wght: { min: 400, max: 600 } };

/** The style sheet has the same ranges, so that a browser loads the second part only for a page that has its letters. */
const western = "0000-00FF,0131,0152-0153,02BB-02BC,02C6,02DA,02DC,2000-206F,20AC,2122,2191,2193,2212,2215";
const others = "0100-02BA,02BD-02C5,02C7-02CC,02CE-02D7,02DD-02FF,1E00-1EFF,20A0-20AB,20AD-20C0,2113";

const files = [
  { name: "title", font: "bricolage-grotesque", file: "latin-opsz", axes: title, letters: western },
  { name: "title-ext", font: "bricolage-grotesque", file: "latin-ext-opsz", axes: title, letters: others },
  { name: "text", font: "hanken-grotesk", file: "latin-wght", axes: text, letters: western },
  { name: "text-ext", font: "hanken-grotesk", file: "latin-ext-wght", axes: text, letters: others },
] as const;

/**
 * Cuts the fonts to what the pages show, and names the two that nearly every page needs in its head, so that they arrive with the styles
 * and not after them.
 */
export const subsetFonts: Plugin = {
  name: "subset-fonts",
  config: () => ({ resolve: { alias: { "@fonts": folder } } }),
  async buildStart() {
    if (this.environment.config.consumer === "server") return; // what draws pages names no font, and is built after the pages
    await mkdir(folder, { recursive: true });
    await Promise.all(
      files.map(async ({ name, font, file, axes, letters }) => {
        const source = require.resolve(`@fontsource-variable/${font}/files/${font}-${file}-normal.woff2`);
        const options = { targetFormat: "woff2", variationAxes: axes } as const;
        const bytes = await subsetFont(await readFile(source), textOf(letters), options);
        await writeFile(join(folder, `${name}.woff2`), bytes);
      }),
    );
  },
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => file.endsWith(".woff2") && !/\/\w+-ext-/.test(file))
        .map((file) => ({
          tag: "link",
          attrs: {
            ...{ rel: "preload", href: `/${file}`, as: "font", type: "font/woff2", crossorigin: "" },
            fetchpriority: "low", // without the scripts there is no text
          },
          injectTo: "head" as const,
        })),
  },
};

/** Every letter of a list of ranges. */
function textOf(ranges: string): string {
  return ranges
    .split(",")
    .flatMap((range) => {
      const [first = 0, last = first] = range.split("-").map((hex) => Number.parseInt(hex, 16));
      return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index));
    })
    .join("");
}
