/** A write as it travels: a head as JSON, a zero byte, the value. Absent values delete. */
export function encodeUpdate({ name, key, version, value }) {
  const head = Buffer.from(JSON.stringify([name, key, version, value !== undefined]));
  return Buffer.concat([head, Buffer.alloc(1), value ?? Buffer.alloc(0)]);
}

/** Throws where the bytes are no update. */
export function decodeUpdate(data) {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const end = bytes.indexOf(0);
  const [name, key, version, hasValue] = JSON.parse(bytes.subarray(0, Math.max(end, 0)).toString());
  if (typeof name !== 'string' || typeof key !== 'string') throw new Error('an update lacks name or key');
  return { name, key, version: Number(version), value: hasValue ? bytes.subarray(end + 1) : undefined };
}
