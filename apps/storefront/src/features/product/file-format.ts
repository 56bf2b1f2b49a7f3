/** `WAV`, of a name that ends in .wav; null if its ending names no format. */
export function fileFormat(name: string): string | null {
  return /\.([a-z][a-z0-9]{0,7}|\d[a-z0-9]{0,3}[a-z])$/i.exec(name)?.[1]?.toUpperCase() ?? null;
}
