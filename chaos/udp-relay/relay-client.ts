import type { RelayDoor } from '../../nodes/runtime/relay-door.js';
import type { AnswerTo, RelayQuestion } from './relay/relay-protocol.js';

const usualLimitMs = 20_000;

/** Asks the relay, and waits longer where it has to wait itself. @throws CodedError RELAY_LOST, PORT_TAKEN */
export async function askRelay<Q extends RelayQuestion>(door: RelayDoor, question: Q): Promise<AnswerTo<Q>> {
  return (await door.ask(question, usualLimitMs + waitMs(question))) as AnswerTo<Q>;
}

function waitMs(question: RelayQuestion): number {
  if (question.ask !== 'probe') return 0;
  const { perLink, perSecond, timeoutMs } = question.plan;
  return (1_000 * perLink * question.links.length) / perSecond + timeoutMs;
}
