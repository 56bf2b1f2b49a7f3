import { maxPictureBytes, maxPicturePixels } from "@dualtrack/contract";
import sharp from "sharp";
import { DomainError } from "../domain-error.ts";

/** Widths that pictures are kept in: a cart line, a tile, a product page on a dense screen. */
const widths = [320, 640, 1280];
const quality = 82;

// Whatever else libvips can read (SVG, PDF, TIFF, …) never gets near its loaders.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadJpegBuffer",
    "VipsForeignLoadPngBuffer",
    "VipsForeignLoadWebpBuffer",
    "VipsForeignLoadHeifBuffer",
  ],
});

export interface ResizedPicture {
  /** Pixels of the original, the right way up. */
  width: number;
  height: number;
  files: { width: number; height: number; bytes: Uint8Array<ArrayBuffer> }[];
}

/**
 * Turns an upload into WebP files of several widths, the right way up, without what cameras note about place and time;
 * transparency stays. JPEG, PNG, WebP and AVIF are read. PICTURE_REFUSED with why: a size that unpacks to too much is
 * refused by the numbers in its header, before it is unpacked.
 */
export async function resizePicture(upload: Uint8Array): Promise<ResizedPicture> {
  if (upload.byteLength > maxPictureBytes)
    throw new DomainError("PICTURE_REFUSED", { why: "too_many_bytes" });
  const { width, height } = await measure(upload);
  const chosen = [...widths.filter((each) => each < width), Math.min(width, widths.at(-1) ?? width)];
  const files: ResizedPicture["files"] = [];
  try {
    for (const each of new Set(chosen)) {
      const { data, info } = await open(upload)
        .autoOrient()
        .resize({ width: each, withoutEnlargement: true })
        .webp({ quality })
        .toBuffer({ resolveWithObject: true });
      files.push({ width: info.width, height: info.height, bytes: new Uint8Array(data) });
    }
  } catch {
    throw new DomainError("PICTURE_REFUSED", { why: "not_a_picture" }); // its header was, the rest is not
  }
  return { width, height, files };
}

function open(upload: Uint8Array) {
  return sharp(upload, { limitInputPixels: maxPicturePixels, failOn: "error" });
}

async function measure(upload: Uint8Array): Promise<{ width: number; height: number }> {
  try {
    // Reads the header only, so its own limit on pixels can wait for ours.
    const { autoOrient } = await sharp(upload, { limitInputPixels: false }).metadata();
    if (autoOrient.width * autoOrient.height <= maxPicturePixels) return autoOrient;
  } catch {
    throw new DomainError("PICTURE_REFUSED", { why: "not_a_picture" });
  }
  throw new DomainError("PICTURE_REFUSED", { why: "too_many_pixels" });
}
