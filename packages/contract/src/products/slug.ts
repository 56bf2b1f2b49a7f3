/** The slug for a title: `Nuit d'été, Vol. 2` is `nuit-d-ete-vol-2`; `fallback` if it has no such letters or digits. */
export function slugFrom(title: string, fallback = "product"): string {
  const plain = title
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, "");
  return plain === "" ? fallback : plain;
}
