import type { ViewEntry } from '../../contract/client.js';
import type { Update } from '../../protocol/types.js';
import { updateName } from '../event-record.js';

/** A key of the local view as the contract has it: base64 value, none for a tombstone. */
export function viewEntry({ key, version, value }: Update): ViewEntry {
  const entry = { key, update: updateName(version), clock: version.clock };
  return value === undefined ? entry : { ...entry, value: Buffer.from(value).toString('base64') };
}
