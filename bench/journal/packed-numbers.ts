/**
 * Columns of numbers as text, for a journal's dense lines. Whole numbers (of 32 bits) are the differences to the number before, each zigzagged
 * (0, −1, 1, −2, … as 0, 1, 2, 3, …) and written 7 bits a byte, the lowest first, with bit 8 on all but the last byte (LEB128); times are doubles, the
 * lowest byte first. The bytes are base64.
 */

const mostBytes = 5;
const timeBytes = 8;

export function packWhole(values: Int32Array | Uint8Array): string {
  const bytes = new Uint8Array(mostBytes * values.length);
  let [at, before] = [0, 0];
  for (let position = 0; position < values.length; position += 1) {
    const value = values[position]!;
    const step = (value - before) | 0;
    before = value;
    let rest = ((step << 1) ^ (step >> 31)) >>> 0;
    while (rest >= 0x80) {
      bytes[at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    bytes[at++] = rest;
  }
  return textOf(bytes.subarray(0, at));
}

/** @throws RangeError where the text holds more or fewer */
export function unpackWhole(text: string, count: number): Int32Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length < count) throw otherThan(count);
  const values = new Int32Array(count);
  let [at, before] = [0, 0];
  for (let position = 0; position < count; position += 1) {
    let [coded, shift] = [0, 0];
    for (;;) {
      const byte = bytes[at++];
      if (byte === undefined) throw otherThan(count);
      coded |= (byte & 0x7f) << shift;
      shift += 7;
      if (byte < 0x80) break;
    }
    before = (before + ((coded >>> 1) ^ -(coded & 1))) | 0;
    values[position] = before;
  }
  if (at < bytes.length) throw otherThan(count);
  return values;
}

export function packTimes(timesMs: Float64Array): string {
  const bytes = new Uint8Array(timeBytes * timesMs.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < timesMs.length; at += 1) view.setFloat64(timeBytes * at, timesMs[at]!, true);
  return textOf(bytes);
}

/** @throws RangeError where the text holds more or fewer */
export function unpackTimes(text: string, count: number): Float64Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== timeBytes * count) throw otherThan(count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const timesMs = new Float64Array(count);
  for (let at = 0; at < count; at += 1) timesMs[at] = view.getFloat64(timeBytes * at, true);
  return timesMs;
}

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');

const otherThan = (count: number): RangeError => new RangeError(`a column does not hold ${count} numbers`);
