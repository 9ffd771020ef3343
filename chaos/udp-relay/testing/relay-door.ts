import type { RelayDoor } from '../../../nodes/runtime/relay-door.js';
import { answer } from '../relay/answer.js';
import type { RelayQuestion } from '../relay/relay-protocol.js';
import type { UdpRelay } from '../relay/udp-relay.js';

/** A relay of this process, asked as its program is. */
export const doorOf = (relay: UdpRelay): RelayDoor => ({
  ask: async (question) => structuredClone(await answer(relay, structuredClone(question) as RelayQuestion)),
});
