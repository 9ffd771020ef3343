import { Packr, RESERVE_START_SPACE } from 'msgpackr/pack';
import { Unpackr } from 'msgpackr/unpack';
import type { NodeId } from '../types.js';
import { wireVersion } from './format.js';
import { bodyReaderOf, isNodeId } from './from-fields.js';
import type { Message } from './messages.js';
import { isPlainMsgpack } from './scan.js';
import { toFields } from './to-fields.js';

export { encodedLength } from './encoded-length.js';

/** Why a frame was dropped; each is counted. */
export type DecodeFailure =
  /** No byte at all. */
  | 'empty'
  /** A version that this program does not speak. */
  | 'version'
  /** No whole msgpack value, bytes after it, or a type that the format does not use. */
  | 'syntax'
  /** No such sender, or no such kind of message. */
  | 'envelope'
  /** A field of a wrong type, out of range, missing, or one too many. */
  | 'shape';

export type Decoded =
  | { readonly ok: true; readonly from: NodeId; readonly message: Message }
  | { readonly ok: false; readonly reason: DecodeFailure };

const packr = new Packr({ useRecords: false, moreTypes: false });
const unpackr = new Unpackr({ useRecords: false, int64AsType: 'number' });

/** The frame body of a message (without length prefix): a version byte, then a msgpack array. */
export function encodeMessage(from: NodeId, message: Message): Uint8Array {
  const frame = packr.pack(toFields(from, message), RESERVE_START_SPACE | 1);
  frame[0] = wireVersion;
  return frame;
}

/** Reads a frame body; never throws, and what it returns shares no memory with `bytes`. */
export function decodeMessage(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return failure('empty');
  if (bytes[0] !== wireVersion) return failure('version');
  const fields = unpack(bytes);
  if (!Array.isArray(fields)) return failure('syntax');
  const [from, code, ...body] = fields as readonly unknown[];
  const readBody = bodyReaderOf(code);
  if (!isNodeId(from) || !readBody) return failure('envelope');
  const message = readBody(body);
  return message ? { ok: true, from, message } : failure('shape');
}

function unpack(bytes: Uint8Array): unknown {
  if (!isPlainMsgpack(bytes, 1)) return undefined;
  try {
    // A plain Uint8Array view: of a Buffer, msgpackr would hand out Buffers.
    return unpackr.unpack(new Uint8Array(bytes.buffer, bytes.byteOffset + 1, bytes.length - 1));
  } catch {
    // The decoder's one promise to its callers is not to throw, whatever the library makes of foreign bytes.
    return undefined;
  }
}

function failure(reason: DecodeFailure): Decoded {
  return { ok: false, reason };
}
