const sizes = new Intl.NumberFormat("en-IE", { maximumSignificantDigits: 2 });

/** A file's size as people say it: `820 kB`, `3.4 MB`, `1.3 GB`. */
export function fileSize(bytes: number): string {
  const kilobytes = bytes / 1024;
  if (kilobytes < 1000) return `${sizes.format(Math.ceil(kilobytes))} kB`;
  const megabytes = kilobytes / 1024;
  return megabytes < 1000 ? `${sizes.format(megabytes)} MB` : `${sizes.format(megabytes / 1024)} GB`;
}
