/** The largest file of a variant, in bytes: below 2 GiB, which columns of sizes can count. */
export const maxFileBytes = 2_000_000_000;

/** The most files of a variant. */
export const maxFilesOfVariant = 50;

/** The longest name of a file: with its ending in UTF-8, what file systems take. */
export const maxFileName = 80;
