import { readFile } from "node:fs/promises";
import { join } from "node:path";

export const picturesDir = join(import.meta.dirname, "pictures");

/** Pixels of the drawings; the files of a picture are as wide as those of an upload of that size. */
export const drawnSize = 1280;
const widths = [320, 640, drawnSize];

export function pictureFileName(slug: string, place: number, width: number): string {
  return `${slug}-${place + 1}-${width}.webp`;
}

/** The files of a product's picture as the table keeps them; all are square. */
export function readPictureFiles(slug: string, place: number) {
  return Promise.all(
    widths.map(async (width) => {
      const bytes = new Uint8Array(await readFile(join(picturesDir, pictureFileName(slug, place, width))));
      return { width, height: width, bytes };
    }),
  );
}
