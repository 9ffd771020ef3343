import type { NodeId, Rng } from '../../protocol/types.js';
import { encodeMessage } from '../../protocol/wire/codec.js';
import { frameOf, prefixBytes } from '../transport/frame.js';

/** Bytes to put on a connection as they are. */
type Malformed = (self: NodeId, rng: Rng) => Buffer;

const version = 1;
const valid = (self: NodeId) =>
  Buffer.from(encodeMessage(self, { kind: 'join', incarnation: 1, heartbeat: 1 }));
const body = (...bytes: number[]) => frameOf(Uint8Array.of(...bytes));

const randomBytes = (count: number, rng: Rng) => Uint8Array.from({ length: count }, () => rng.below(0x100));

function lengthOnly(length: number): Buffer {
  const prefix = Buffer.alloc(prefixBytes);
  prefix.writeUInt32BE(length);
  return prefix;
}

function foreignVersion(self: NodeId): Buffer {
  const message = valid(self);
  message[0] = 77;
  return frameOf(message);
}

/** Every way to be wrong that the decoder tells apart, and some that it must merely survive. */
export const malformedSorts: Readonly<Record<string, Malformed>> = {
  randomBody: (_, rng) => frameOf(randomBytes(1 + rng.below(300), rng)),
  randomBodyOfThisVersion: (_, rng) =>
    frameOf(Uint8Array.of(version, ...randomBytes(1 + rng.below(300), rng))),
  randomStream: (_, rng) => Buffer.from(randomBytes(64, rng)),
  anotherProtocol: () => Buffer.from('GET / HTTP/1.1\r\nHost: gossip\r\n\r\n'),
  foreignVersion,
  hugeLength: () => Buffer.concat([lengthOnly(0xffff_ffff), Buffer.alloc(16, 0xff)]),
  noLength: () => lengthOnly(0),
  truncatedBody: (self, rng) => {
    const message = valid(self);
    return frameOf(message.subarray(0, 2 + rng.below(message.length - 2)));
  },
  truncatedStream: (self) => Buffer.concat([lengthOnly(1_000), valid(self)]),
  map: () => body(version, 0x81, 0xa1, 0x6b, 0x01),
  extension: () => body(version, 0x92, 1, 0xd4, 0x72, 0x40),
  deepNesting: () => frameOf(Buffer.concat([Buffer.of(version), Buffer.alloc(2_000, 0x91)])),
  endlessArray: () => body(version, 0xdd, 0xff, 0xff, 0xff, 0xff),
  unknownKind: (self) => body(version, 0x92, self & 0x7f, 0x7f),
  noSender: () => body(version, 0x92, 0xc3, 1),
  wrongShape: (self) => body(version, 0x93, self & 0x7f, 0, 0xa3, 0x6e, 0x6f, 0x70),
  fieldTooMany: (self) => body(version, 0x93, self & 0x7f, 1, 0),
};
