import { decodeMessage, encodeMessage } from '../../../nodes/protocol/wire/codec.js';
import { typicalMessages } from './messages.js';
import type { MicroSuite } from './suite.js';

export const codecSuite: MicroSuite = {
  name: 'codec',
  addTo: (bench) => {
    for (const message of typicalMessages) {
      const frame = encodeMessage(3, message);
      bench.add(`encode ${message.kind} (${frame.length} B)`, () => encodeMessage(3, message), {
        async: false,
      });
      bench.add(`decode ${message.kind} (${frame.length} B)`, () => decodeMessage(frame), { async: false });
    }
  },
};
