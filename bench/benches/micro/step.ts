import { updatesOf } from './messages.js';
import { runningNode } from './running-node.js';
import type { MicroSuite } from './suite.js';

export const stepSuite: MicroSuite = {
  name: 'protocol step (push-pull, 50 nodes)',
  addTo: (bench) => {
    const idle = runningNode();
    let idleMs = 0;
    bench.add('a round without rumors', () => {
      idleMs += 200;
      idle.node.step(idleMs, { kind: 'timer', token: idle.tokens.pop()! }, idle.outputs);
    });
    const busy = runningNode();
    let seq = 1;
    bench.add('receive 10 new rumors, answer, and start a round', () => {
      const updates = updatesOf(7, 10, seq);
      seq += 10;
      const message = { kind: 'pushPullRequest', updates, wantFeedback: true } as const;
      busy.node.step(seq * 20, { kind: 'message', from: 7, exchange: -seq, message }, busy.outputs);
      busy.node.step(seq * 20, { kind: 'timer', token: busy.tokens.pop()! }, busy.outputs);
    });
    const loaded = runningNode();
    let loadedSeq = 1;
    bench.add('under load: receive 200 new rumors, answer, and start a round', () => {
      const updates = updatesOf(7, 200, loadedSeq);
      loadedSeq += 200;
      const message = { kind: 'pushPullRequest', updates, wantFeedback: true } as const;
      loaded.node.step(
        loadedSeq,
        { kind: 'message', from: 7, exchange: -loadedSeq, message },
        loaded.outputs,
      );
      loaded.node.step(loadedSeq, { kind: 'timer', token: loaded.tokens.pop()! }, loaded.outputs);
    });
    const writing = runningNode();
    let write = 0;
    const value = new Uint8Array(128);
    bench.add('a client write', () => {
      write += 1;
      writing.node.step(write, { kind: 'write', key: `k${write % 1_000}`, value }, writing.outputs);
    });
  },
};
