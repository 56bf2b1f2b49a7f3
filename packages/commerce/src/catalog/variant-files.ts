/** The files of a variant that are sold, in their order. */
export const soldFiles = {
  where: { removedAt: null },
  orderBy: { position: "asc" },
  select: {
    id: true,
    name: true,
    mediaType: true,
    createdAt: true,
    createdBy: true,
    upload: { select: { sizeBytes: true, sha256: true } },
  },
} as const;

interface FileRow {
  id: string;
  name: string;
  mediaType: string;
  createdAt: Date;
  createdBy: string;
  upload: { sizeBytes: number | null; sha256: string | null };
}

/** A variant's file for staff. */
export function fileView({ upload, createdAt, ...file }: FileRow) {
  return {
    ...file,
    bytes: upload.sizeBytes ?? 0,
    sha256: upload.sha256 ?? "",
    createdAt: createdAt.toISOString(),
  };
}
