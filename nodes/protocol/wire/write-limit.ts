import { signatureBytes } from '../auth/signer.js';
import { envelopeBytes, isWellFormed, limits, messageBudget, utf8Length } from './format.js';

/** Most bytes of an update besides its key and value: array header, five numbers, hops, string and byte string headers. */
const updateOverheadBytes = 64;

/** A byte string header, and the signature. */
const signatureFieldBytes = 2 + signatureBytes;

/**
 * Why a write would be refused, in words for its client; undefined if it may be. An update must fit into a message of its
 * own, whatever its numbers grow to, or no exchange could carry it.
 */
export function refusalOf(
  key: string,
  value: Uint8Array | undefined,
  { maxMessageBytes, isSigned }: { readonly maxMessageBytes: number; readonly isSigned: boolean },
): string | undefined {
  if (key.length === 0) return 'the key is empty';
  if (!isWellFormed(key)) return 'the key is no valid Unicode: it has half a surrogate pair';
  const keyBytes = utf8Length(key);
  if (keyBytes > limits.keyBytes) return `the key has ${keyBytes} bytes, the limit is ${limits.keyBytes}`;
  const limit =
    messageBudget(maxMessageBytes) -
    envelopeBytes -
    updateOverheadBytes -
    (isSigned ? signatureFieldBytes : 0);
  const bytes = keyBytes + (value?.length ?? 0);
  return bytes > limit
    ? `key and value have ${bytes} bytes, the limit is ${limit} (maxMessageBytes)`
    : undefined;
}
