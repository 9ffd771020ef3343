import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.js';
import type { RunEvent } from '../journal/journal-event.js';
import { simulate } from '../run/simulate.js';
import { parseSpecYaml } from '../spec/input/document.js';
import { resolveSpec } from '../spec/input/resolve.js';
import type { Spec } from '../spec/spec.js';
import { parseThreshold } from '../spec/thresholds.js';
import { judge } from './verdict.js';

const seed = Number(process.env.FAST_CHECK_SEED ?? Date.now() % 2 ** 31);
console.error(`damaged journals: FAST_CHECK_SEED=${seed}`);

const specOf = (text: string): Spec => resolveSpec(parseSpecYaml(text, 'test'));

const common = `
runtime: sim
seed: 5
cluster: { nodes: 5 }
workload: { updates: 3, rate: 5/s }
`;
const specs = {
  pass: specOf(`${common}phases: { duration: 1s, idle: 1s }\n`),
  'pass with a partition': specOf(
    `${common}phases: { duration: 1s, idle: 0s }\nchaos: { window: 4s, recovery: 5s, steps: [{ at: 1s, for: 2s, fault: { kind: partition, shape: halves } }] }\n`,
  ),
  // Every node is restarted empty, one after the other, faster than repair: all that was written is lost.
  fail: specOf(`
runtime: sim
seed: 3
cluster: { nodes: 5 }
protocol: { repairInterval: 10s }
workload: { updates: 20, rate: 0 }
phases: { duration: 0s, idle: 0s, deadline: 3s }
chaos: { window: 8s, recovery: 3s, steps: [${[0, 1, 2, 3, 4].map((n) => `{ at: ${n + 1}s, for: 500ms, fault: kill, targets: n${n} }`).join(', ')}] }
`),
};

const verdictOf = (spec: Spec, events: readonly RunEvent[]) =>
  judge(spec, analyze(spec, events), ['reach==1'].map(parseThreshold));

type Name = keyof typeof specs;
const journals = new Map<Name, readonly RunEvent[]>();
beforeAll(async () => {
  for (const [name, spec] of Object.entries(specs)) {
    const { events } = await simulate(spec);
    journals.set(name as Name, events);
  }
});

const kinds = ['delete', 'repeat', 'move', 'delete a node', 'delete a type', 'cut the tail'] as const;
type Damage = { readonly kind: (typeof kinds)[number]; readonly at: number; readonly to: number };
const damages: fc.Arbitrary<Damage[]> = fc.array(
  fc.record({ kind: fc.constantFrom(...kinds), at: fc.nat(), to: fc.nat() }),
  { minLength: 1, maxLength: 6 },
);

function damaged(events: readonly RunEvent[], all: readonly Damage[]): RunEvent[] {
  let lines = [...events];
  for (const { kind, at, to } of all) {
    const from = at % Math.max(1, lines.length);
    const line = lines[from];
    if (!line) return lines;
    if (kind === 'delete a node') lines = lines.filter((one) => !('node' in one && one.node === at % 5));
    if (kind === 'delete a type') lines = lines.filter(({ type }) => type !== line.type);
    if (kind === 'cut the tail') lines = lines.slice(0, from);
    if (kind === 'delete a node' || kind === 'delete a type' || kind === 'cut the tail') continue;
    if (kind !== 'repeat') lines.splice(from, 1);
    if (kind !== 'delete') lines.splice(to % (lines.length + 1), 0, line);
  }
  return lines;
}

describe.each(Object.keys(specs) as Name[])('a journal of a run that should %s', (name) => {
  it('says what its name says', () => {
    expect(verdictOf(specs[name], journals.get(name)!).status).toBe(name.split(' ')[0]);
  });

  it('does not pass when two lines are swapped, nor two events of a node whose lines keep their numbers', () => {
    const spec = specs[name];
    const whole = journals.get(name)!;
    const says = (events: readonly RunEvent[]) => {
      const { status, reasons } = verdictOf(spec, events);
      expect(status).not.toBe('pass');
      expect(reasons).toContainEqual(expect.stringContaining('stand behind one that was written later'));
    };
    const at = Math.floor(whole.length / 2);
    says(whole.with(at, whole[at + 1]!).with(at + 1, whole[at]!));
    const ofNode = whole.flatMap((event, line) => (event.type === 'event' && event.node === 0 ? [line] : []));
    const [one, other] = [ofNode[0]!, ofNode[1]!];
    const renumbered = (from: number, to: number) => ({ ...whole[from]!, line: to }) as RunEvent;
    says(whole.with(one, renumbered(other, one)).with(other, renumbered(one, other)));
  });

  it('never passes for less when lines, whole nodes, types or the tail are deleted, or lines repeated or moved', () => {
    const spec = specs[name];
    const whole = journals.get(name)!;
    const full = verdictOf(spec, whole);
    fc.assert(
      fc.property(damages, (all) => {
        const { status, reasons } = verdictOf(spec, damaged(whole, all));
        if (status !== 'pass') return;
        expect(full.status).toBe('pass');
        expect(reasons).toEqual(full.reasons);
      }),
      { numRuns: 300, seed },
    );
  });
});
