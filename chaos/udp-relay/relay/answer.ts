import type { AnswerTo, RelayQuestion } from './relay-protocol.js';
import type { UdpRelay } from './udp-relay.js';

/** What a relay answers. Rejects with the system's error where a port is taken. */
export async function answer(relay: UdpRelay, question: RelayQuestion): Promise<AnswerTo<RelayQuestion>> {
  switch (question.ask) {
    case 'open':
      await relay.open(question.links, question.faults);
      return {};
    case 'set':
      return { spanMs: await relay.set(question.changes) };
    case 'read':
      return { directions: await relay.read() };
    case 'probe':
      return { probes: await relay.probe(question.links, question.plan) };
  }
}
