/** The largest file of a variant, in bytes: below 2 GiB, which columns of sizes can count. */
export const maxFileBytes = 2_000_000_000;

/** The most files of a variant. */
export const maxFilesOfVariant = 50;

/** The most downloads of each file that staff can allow per order: of a variant, and at once later. */
export const maxDownloads = 1_000;

/** The most downloads that an order can have been allowed beyond its limits before it is allowed further ones. */
export const maxExtraDownloads = 99_000;

/** The longest name of a file: with its ending in UTF-8, what file systems take. */
export const maxFileName = 80;
