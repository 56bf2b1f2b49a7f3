/** How wide the largest picture of a page is shown, as browsers read it: the shop's server and its page must say the same. */
export const firstPictureSizes = {
  catalog: "(min-width: 80rem) 38rem, (min-width: 64rem) 48vw, 100vw",
  product: "(min-width: 80rem) 43rem, (min-width: 64rem) 54vw, 100vw",
} as const;

/** The files of a picture, for a browser to choose from. */
export function pictureFiles({ id, widths }: { id: string; widths: readonly number[] }): string {
  return widths.map((width) => `/media/${id}/${width}.webp ${width}w`).join(", ");
}
