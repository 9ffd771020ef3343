import type { SignedContent } from './admission.js';

/** Keeps these signatures apart from any other use of the key; a change of the layout below gets a new number. */
const tag = 'gossip-update-v1';
/** Origin, incarnation, seq, clock, length of the key, value or tombstone. */
const fixedBytes = tag.length + 4 + 3 * 8 + 4 + 1;
const utf8 = new TextEncoder();

/**
 * The byte string that the origin of an update signs: fixed widths and a length before the key, so that no two updates have
 * the same one. Numbers are big-endian; PROTOCOL.md, Signatures, shows the layout.
 */
export function signedBytes({ version, key, value }: SignedContent): Uint8Array {
  const keyBytes = utf8.encode(key);
  const bytes = new Uint8Array(fixedBytes + keyBytes.length + (value?.length ?? 0));
  const fields = new DataView(bytes.buffer);
  let at = utf8.encodeInto(tag, bytes).written;
  const put32 = (word: number): void => {
    fields.setUint32(at, word);
    at += 4;
  };
  put32(version.origin);
  for (const count of [version.incarnation, version.seq, version.clock]) {
    put32(Math.floor(count / 0x1_0000_0000));
    put32(count % 0x1_0000_0000);
  }
  put32(keyBytes.length);
  bytes.set(keyBytes, at);
  at += keyBytes.length;
  bytes[at] = value === undefined ? 0 : 1;
  if (value !== undefined) bytes.set(value, at + 1);
  return bytes;
}
