import type { ProbeResult } from '../contract/client.js';
import type { NodeId } from '../protocol/types.js';
import { decodeMessage, encodeMessage } from '../protocol/wire/codec.js';
import { monotonicMs } from './clock.js';
import type { Address } from './transport/address.js';
import { frameOf } from './transport/frame.js';
import { FramedSocket } from './transport/framed-socket.js';

/** No canary is longer. */
const maxProbeBytes = 64;

/** One canary over the link to a peer, on a connection of its own; never rejects. */
export function sendProbe(
  self: NodeId,
  peer: NodeId,
  address: Address,
  timeoutMs: number,
): Promise<ProbeResult> {
  return new Promise((resolve) => {
    // The delay of a link begins with the first byte, so the clock starts when the connection stands.
    let sentMs = monotonicMs();
    let answer: { receivedMs: number; answeredMs: number } | undefined;
    const framed = new FramedSocket(address, () => maxProbeBytes, {
      payload: (payload) => {
        const decoded = decodeMessage(payload);
        if (!decoded.ok || decoded.message.kind !== 'probeAck') return;
        answer = { receivedMs: decoded.message.receivedMs, answeredMs: monotonicMs() };
        framed.end();
      },
      closed: (reason) => {
        if (answer) resolve({ peer, sentMs, ...answer });
        else
          resolve({ peer, sentMs, error: reason === 'timeout' || reason === 'refused' ? reason : 'reset' });
      },
    });
    framed.onConnect(() => {
      sentMs = monotonicMs();
      framed.write(frameOf(encodeMessage(self, { kind: 'probe', nonce: 0, sentMs })));
    });
    framed.setDeadline(timeoutMs);
  });
}
