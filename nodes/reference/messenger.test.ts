import { connect } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { freePorts } from '../contract/testing/free-ports.js';
import { protocolConfigSchema, transports } from '../protocol/node/config.js';
import { encodeMessage } from '../protocol/wire/codec.js';
import { deadline } from '../testing/deadline.js';
import { Messenger } from './messenger.js';
import { frameOf } from './transport/frame.js';

const ends: (() => unknown)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

test.each(transports)(
  'over %s a frame in the receiver’s own name is counted as malformed, and is no message',
  async (transport) => {
    const [port = 0] = await freePorts(1);
    const malformed: string[] = [];
    const heard: number[] = [];
    const config = protocolConfigSchema.parse({ transport });
    const messenger = new Messenger({
      id: 3,
      peers: new Map([[4, { host: '127.0.0.1', port: 9 }]]),
      config: () => config,
      firstNumber: 1,
      events: {
        message: (from) => heard.push(from),
        malformed: (reason) => malformed.push(reason),
        failed: () => undefined,
        probed: () => undefined,
      },
    });
    await messenger.listen({ host: '127.0.0.1', port });
    const socket = connect(port, '127.0.0.1');
    ends.push(
      () => messenger.end(),
      () => socket.destroy(),
    );
    socket.write(frameOf(encodeMessage(3, { kind: 'pullRequest' })));
    socket.write(frameOf(encodeMessage(4, { kind: 'pullRequest' })));
    await vi.waitFor(() => expect(heard).toEqual([4]), deadline);
    expect(malformed).toEqual(['source']);
    expect(messenger.traffic.messagesReceived).toBe(1);
  },
);
