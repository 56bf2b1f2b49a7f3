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

/** Of the same files, what everybody may know before buying: never where they are. */
export const publicFiles = {
  where: soldFiles.where,
  orderBy: soldFiles.orderBy,
  select: { name: true, upload: { select: { sizeBytes: true } } },
} as const;

/** A variant's file for customers who have not bought it. */
export function publicFileView({ name, upload }: { name: string; upload: { sizeBytes: number | null } }) {
  return { name, bytes: upload.sizeBytes ?? 0 };
}

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
