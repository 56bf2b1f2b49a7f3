/** The most pictures a product takes. */
export const maxPictures = 12;

/** The largest file that is taken as a picture. */
export const maxPictureBytes = 10 * 1024 * 1024;

/** The most pixels a picture may have once it is unpacked. */
export const maxPicturePixels = 50_000_000;
