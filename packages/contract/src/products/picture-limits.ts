/** The most pictures of a product. */
export const maxPictures = 12;

/** The largest picture file, in bytes. */
export const maxPictureBytes = 10 * 1024 * 1024;

/** The most pixels of a decoded picture. */
export const maxPicturePixels = 50_000_000;
