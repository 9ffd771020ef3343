/**
 * A copy that is kept. Small ones share slabs (`Buffer.poolSize`): a value of 128 bytes with an ArrayBuffer of its own takes more
 * than twice the memory, and longer to make. A slab lives as long as anything in it.
 */
export function pooledCopy(bytes: Uint8Array): Uint8Array {
  const { buffer, byteOffset, length } = Buffer.from(bytes);
  return new Uint8Array(buffer, byteOffset, length);
}
