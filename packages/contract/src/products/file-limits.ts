/** The largest file of a variant, in bytes: below 2 GiB, which columns of sizes can count. */
export const maxFileBytes = 2_000_000_000;

/** The most files of a variant. */
export const maxFilesOfVariant = 50;

/** The largest preview, in bytes, and the most of a product. */
export const maxPreviewBytes = 30_000_000;
export const maxPreviewsOfProduct = 30;

/** The kinds of sound that browsers play. */
export const previewTypes = [
  "audio/mpeg",
  "audio/mp4",
  "audio/aac",
  "audio/wav",
  "audio/ogg",
  "audio/flac",
  "audio/webm",
] as const;
export type PreviewType = (typeof previewTypes)[number];

/** The most downloads of each file that staff can allow per order: of a variant, and at once later. */
export const maxDownloads = 1_000;

/** The most downloads that an order can have been allowed beyond its limits before it is allowed further ones. */
export const maxExtraDownloads = 99_000;

/** The longest name of a file: with its ending in UTF-8, what file systems take. */
export const maxFileName = 80;
