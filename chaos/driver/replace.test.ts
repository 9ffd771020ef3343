import { describe, expect, it } from 'vitest';
import type { NodeProgram } from '../../nodes/contract/lines/node-program.js';
import { realClock } from '../../nodes/runtime/clock.js';
import type { NodeLifecycle } from '../../nodes/runtime/cluster.js';
import { LinkSet } from '../links/link-set.js';
import type { ScheduledAction } from '../schedule/schedule.js';
import type { NodeChanged } from './chaos-listener.js';
import { NodeActor } from './node-actor.js';
import type { NodeSubjects } from './node-transitions.js';

const identity = { implementation: 'theirs', version: '2' };
const program: NodeProgram = {
  name: 'theirs 2',
  identity,
  command: ['theirs'],
  parameters: {},
  memoryMiB: 32,
  folders: [],
};

interface Given {
  /** What the node says once it is up. */
  readonly said?: { readonly implementation: string; readonly version: string };
  readonly restart?: NodeLifecycle['restart'];
  readonly as?: NodeProgram;
  readonly graceful?: boolean;
}

/** Node 1 is replaced; what was done to it in order, what became of it, and what came of the fault. */
async function replaced({ said = identity, restart, as = program, graceful = true }: Given) {
  const done: string[] = [];
  const changes: NodeChanged['change'][] = [];
  const did = (what: string) => async (): Promise<void> => void done.push(what);
  const lifecycle = {
    kill: did('kill'),
    stop: did('stop'),
    restart: restart ?? (async (_: number, next?: NodeProgram) => void done.push(`restart as ${next?.name}`)),
  };
  const actor = new NodeActor({
    nodeIds: [0, 1],
    lifecycle,
    control: () => ({ health: async () => ({ nodeId: 1, incarnation: 2, nowMs: 0, ...said }) }),
    listener: { nodeLeaves: () => undefined, nodeChanged: ({ change }: NodeChanged) => changes.push(change) },
    clock: realClock,
    seed: 1,
    replacement: () => as,
  } as unknown as NodeSubjects);
  const action = (what: 'apply' | 'heal'): ScheduledAction => ({
    atMs: 0,
    action: what,
    stepName: 'upgrade',
    occurrence: 0,
    fault: { kind: 'replace', with: 'theirs@2', parameters: {}, graceful },
    nodes: [1],
    links: LinkSet.none,
    sides: [],
    separated: false,
  });
  await actor.act(action('apply'), 1_000);
  const outcome = await actor.act(action('heal'), 1_000);
  return { done, changes, outcome };
}

describe('a node that is replaced', () => {
  it('leaves, comes back as what was named, and says so: that confirms it', async () => {
    const { done, changes, outcome } = await replaced({});
    expect(done).toEqual(['stop', 'restart as theirs 2']);
    expect(changes).toEqual(['stopped', 'up']);
    expect(outcome).toMatchObject({ confirmed: true, reasons: [] });
  });

  it('crashes where that is asked for', async () => {
    expect((await replaced({ graceful: false })).done).toEqual(['kill', 'restart as theirs 2']);
  });

  it.each([
    [{ implementation: 'theirs', version: '1' }, 'theirs 1'],
    [{ implementation: 'others', version: '2' }, 'others 2'],
  ])('is not confirmed where it says that it is %o', async (said, name) => {
    const { changes, outcome } = await replaced({ said });
    expect(changes).toEqual(['stopped', 'up']);
    expect(outcome).toMatchObject({
      confirmed: false,
      reasons: [`n1: it says that it is ${name}, and theirs 2 was to take its place`],
    });
  });

  it('may call itself anything where no manifest names it', async () => {
    const { identity: _, ...bare } = program;
    const { outcome } = await replaced({ as: bare, said: { implementation: 'x', version: '' } });
    expect(outcome.confirmed).toBe(true);
  });

  it('is an unconfirmed fault where nothing comes up: it stays down, whatever was started is ended, and the run goes on', async () => {
    const restart = async (): Promise<void> => {
      throw new Error('node n1 ended before it was healthy; last lines of its log:\nout of luck');
    };
    const { done, changes, outcome } = await replaced({ restart });
    expect(done).toEqual(['stop', 'kill']);
    expect(changes).toEqual(['stopped']);
    expect(outcome.confirmed).toBe(false);
    expect(outcome.reasons[0]).toMatch(
      /^n1: it did not come up as theirs 2, and stays down: node n1 ended .* out of luck$/,
    );
  });
});
