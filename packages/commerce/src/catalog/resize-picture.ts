import { maxPictureBytes, maxPicturePixels } from "@dualtrack/contract";
import sharp from "sharp";
import { DomainError } from "../domain-error.ts";

/** Widths of the stored files, in pixels: for a cart line, a card, and a product page on a high-density screen. */
const widths = [320, 640, 1280];
const quality = 82;

// Blocks the loaders of all other formats of libvips (SVG, PDF, TIFF, …).
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
  /** Size of the original in pixels, after its rotation was applied. */
  width: number;
  height: number;
  files: { width: number; height: number; bytes: Uint8Array<ArrayBuffer> }[];
}

/**
 * Converts an upload into WebP files of several widths, with its rotation applied, with transparency and without the
 * camera's metadata. Reads JPEG, PNG, WebP and AVIF. PICTURE_REFUSED with the reason; the number of pixels is checked in the
 * header, before decoding.
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
    throw new DomainError("PICTURE_REFUSED", { why: "not_a_picture" }); // only its header was valid
  }
  return { width, height, files };
}

function open(upload: Uint8Array) {
  return sharp(upload, { limitInputPixels: maxPicturePixels, failOn: "error" });
}

async function measure(upload: Uint8Array): Promise<{ width: number; height: number }> {
  try {
    // Reads only the header, so sharp's limit on pixels is not needed.
    const { autoOrient } = await sharp(upload, { limitInputPixels: false }).metadata();
    if (autoOrient.width * autoOrient.height <= maxPicturePixels) return autoOrient;
  } catch {
    throw new DomainError("PICTURE_REFUSED", { why: "not_a_picture" });
  }
  throw new DomainError("PICTURE_REFUSED", { why: "too_many_pixels" });
}
