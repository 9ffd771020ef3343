/** Deepest nesting that any message has: message, list, element. */
const maxDepth = 3;

/**
 * Whether `bytes` from `start` on are exactly one msgpack value made only of what the wire format uses. Run before the
 * msgpack library sees a foreign byte: no maps, extensions or records, no nesting past `maxDepth`, and no length that
 * exceeds what is there, so that a hostile frame can neither allocate, nor recurse, nor reach an extension's code.
 */
export function isPlainMsgpack(bytes: Uint8Array, start: number): boolean {
  return endOfValue(bytes, start, 0) === bytes.length;
}

/** Position after the value at `at`, or -1 where it is not whole or not of the format. */
function endOfValue(bytes: Uint8Array, at: number, depth: number): number {
  const token = bytes[at];
  if (token === undefined) return -1;
  if (token < 0x80) return at + 1;
  if (token >= 0x90 && token < 0xa0) return endOfArray(bytes, at + 1, token & 0x0f, depth);
  if (token >= 0xa0 && token < 0xc0) return endWithin(bytes, at + 1 + (token & 0x1f));
  return endOfLongValue(bytes, at, token, depth);
}

function endOfLongValue(bytes: Uint8Array, at: number, token: number, depth: number): number {
  switch (token) {
    case 0xc0: // nil
    case 0xc2: // false
    case 0xc3: // true
      return at + 1;
    case 0xcb: // float 64
    case 0xcf: // uint 64
      return endWithin(bytes, at + 9);
    case 0xcc:
    case 0xcd:
    case 0xce: // uint 8, 16, 32
      return endWithin(bytes, at + 1 + (1 << (token - 0xcc)));
    case 0xc4:
    case 0xc5:
    case 0xc6: // bin 8, 16, 32
      return endOfBytes(bytes, at + 1, 1 << (token - 0xc4));
    case 0xd9:
    case 0xda:
    case 0xdb: // str 8, 16, 32
      return endOfBytes(bytes, at + 1, 1 << (token - 0xd9));
    case 0xdc:
    case 0xdd: // array 16, 32
      return endOfLongArray(bytes, at + 1, token === 0xdc ? 2 : 4, depth);
    default:
      return -1;
  }
}

function endOfBytes(bytes: Uint8Array, at: number, lengthBytes: number): number {
  const length = readUint(bytes, at, lengthBytes);
  return length < 0 ? -1 : endWithin(bytes, at + lengthBytes + length);
}

function endOfLongArray(bytes: Uint8Array, at: number, lengthBytes: number, depth: number): number {
  const length = readUint(bytes, at, lengthBytes);
  return length < 0 ? -1 : endOfArray(bytes, at + lengthBytes, length, depth);
}

function endOfArray(bytes: Uint8Array, at: number, length: number, depth: number): number {
  // An element takes a byte at least: a longer claim is a lie, told before anything is allocated for it.
  if (depth === maxDepth || length > bytes.length - at) return -1;
  let end = at;
  for (let i = 0; i < length && end >= 0; i++) end = endOfValue(bytes, end, depth + 1);
  return end;
}

function endWithin(bytes: Uint8Array, end: number): number {
  return end <= bytes.length ? end : -1;
}

function readUint(bytes: Uint8Array, at: number, length: number): number {
  if (at + length > bytes.length) return -1;
  let value = 0;
  for (let i = 0; i < length; i++) value = value * 0x100 + bytes[at + i]!;
  return value;
}
