import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { resizePicture } from "../../packages/commerce/src/catalog/resize-picture.ts";
import { demoBeats } from "./demo-beats.ts";
import { demoProducts } from "./demo-products.ts";
import { demoServices } from "./demo-services.ts";
import { designFor } from "./drawing/design.ts";
import { drawThing, type Thing } from "./drawing/things.ts";
import { drawnSize, pictureFileName, picturesDir } from "./picture-files.ts";

// Draws the pictures of the demo's goods anew, in the widths that an upload gets: pnpm demo:pictures
const storefront = createRequire(new URL("../../apps/storefront/package.json", import.meta.url));
const face = await readFile(
  storefront.resolve(
    "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-opsz-normal.woff2",
  ),
);
const style = `
  @font-face { font-family: Title; font-weight: 200 800; src: url(data:font/woff2;base64,${face.toString("base64")}); }
  body { margin: 0 } body > svg { display: block; width: 100vw; height: 100vh; font-family: Title }`;

await rm(picturesDir, { recursive: true, force: true });
await mkdir(picturesDir);
const browser = await chromium.launch({
  ...(process.env.CHROMIUM_PATH === undefined ? {} : { executablePath: process.env.CHROMIUM_PATH }),
  args: ["--no-sandbox"],
});
try {
  const page = await browser.newPage({ viewport: { width: drawnSize, height: drawnSize } });
  for (const { slug, title, artist, pictures } of [...demoProducts, ...demoBeats, ...demoServices])
    for (const [place, { thing }] of pictures.entries()) {
      await page.setContent(`<style>${style}</style>${draw(title, artist, thing)}`);
      await page.evaluate("document.fonts.ready.then(() => null)");
      const { files } = await resizePicture(await page.screenshot());
      for (const { width, bytes } of files)
        await writeFile(join(picturesDir, pictureFileName(slug, place, width)), bytes);
    }
} finally {
  await browser.close();
}

function draw(title: string, artist: string, thing: Thing): string {
  const design = designFor(title, artist);
  return `<svg viewBox="0 0 400 400"><rect width="400" height="400" fill="${design.palette.table}"/>${drawThing(design, thing)}</svg>`;
}
