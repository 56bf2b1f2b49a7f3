import { type PreviewType, previewTypes } from "@dualtrack/contract";

/** Other names that systems have for the same kinds of sound. */
const otherNames: Readonly<Record<string, PreviewType>> = {
  "audio/mp3": "audio/mpeg",
  "audio/x-m4a": "audio/mp4",
  "audio/x-wav": "audio/wav",
  "audio/wave": "audio/wav",
  "audio/vnd.wave": "audio/wav",
  "audio/x-flac": "audio/flac",
};

/** The kind and duration of a sound; null: browsers can't be expected to play it, or this one can't. */
export async function readPreview(
  file: File,
): Promise<{ mediaType: PreviewType; durationMs: number } | null> {
  const mediaType = previewTypes.find((type) => type === file.type) ?? otherNames[file.type];
  if (mediaType === undefined) return null;
  const address = URL.createObjectURL(file);
  try {
    const durationMs = await durationOf(address);
    return durationMs === null ? null : { mediaType, durationMs };
  } finally {
    URL.revokeObjectURL(address);
  }
}

function durationOf(address: string): Promise<number | null> {
  return new Promise((done) => {
    const sound = new Audio();
    sound.preload = "metadata";
    sound.addEventListener("loadedmetadata", () =>
      done(Number.isFinite(sound.duration) ? Math.max(1, Math.round(sound.duration * 1000)) : null),
    );
    sound.addEventListener("error", () => done(null));
    sound.src = address;
  });
}
