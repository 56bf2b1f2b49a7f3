/** Samples between -1 and 1 as a WAV file: one channel, 16 bits. */
export function wavFile(samples: Float64Array, rate: number): Buffer {
  const header = 44;
  const file = Buffer.alloc(header + samples.length * 2);
  file.write("RIFF", 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16); // bytes of the format
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // channels
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28); // bytes per second
  file.writeUInt16LE(2, 32); // bytes of a sample of all channels
  file.writeUInt16LE(16, 34); // bits
  file.write("data", 36);
  file.writeUInt32LE(file.length - header, 40);
  for (let at = 0; at < samples.length; at++) {
    const sample = Math.max(-1, Math.min(1, samples[at] ?? 0));
    file.writeInt16LE(Math.round(sample * 32_767), header + at * 2);
  }
  return file;
}
