import type { RunEvent } from '../../../../bench/journal/journal-event.js';
import { JournalBuilder, updateName } from '../../../../bench/testing/journal-builder.js';

/** When each phase of the fixture's run begins, ms. */
export const phaseStarts = [
  ['up', 0],
  ['warmUp', 1_180],
  ['spread', 3_410],
  ['steady', 5_020],
  ['fault', 9_030],
  ['recovery', 19_040],
  ['drain', 21_600],
  ['idle', 22_700],
  ['down', 26_100],
] as const;
export const endMs = 26_600;

const split = { fromMs: 10_050, toMs: 18_040 };
const crash = { atMs: 12_030, upMs: 19_010 };
const slow = { fromMs: 14_040, toMs: 16_030 };
const writeEveryMs = 50;

/** A wave in place of noise: it varies from point to point, and is the same everywhere. */
export const wave = (index: number): number =>
  Math.sin(index * 12.9898) * 0.5 + Math.sin(index * 4.1414) * 0.5;

/** Odd nodes on one side, even ones on the other, so that their order on the axis matters. */
const sideOf = (node: number): number => node % 2;

/** Writes, and when each node has them: in some 250 ms, across the sides only after the heal. */
function addWrites(journal: JournalBuilder, nodes: number): void {
  const seqs = new Array<number>(nodes).fill(0);
  for (let t0Ms = 3_420, write = 0; t0Ms < 21_500; t0Ms += writeEveryMs, write += 1) {
    const origin = (write * 7) % (nodes - 1);
    seqs[origin]! += 1;
    journal.write(t0Ms, origin, seqs[origin]!);
    for (let node = 0; node < nodes; node += 1) {
      if (node === origin) continue;
      const atMs = t0Ms + 240 + 200 * wave(write * nodes + node);
      const isCut = sideOf(node) !== sideOf(origin) && atMs > split.fromMs && t0Ms < split.toMs;
      const reachedMs = isCut ? split.toMs + 300 + 260 * wave(write + node) : atMs;
      const isAway = node === nodes - 1 && reachedMs > crash.atMs && reachedMs < crash.upMs;
      const heldMs = isAway ? crash.upMs + 400 + 300 * wave(write + node) : reachedMs;
      journal.receive(heldMs, node, updateName(origin, seqs[origin]!), 1 + ((write + node) % 4));
    }
  }
}

/** What the crashed node, back without its state, is told of the time before. */
function addRetelling(journal: JournalBuilder, nodes: number): void {
  const before = journal.events.flatMap((event) =>
    event.type === 'event' && event.event.type === 'write' && event.event.tMs < crash.atMs
      ? [event.event]
      : [],
  );
  for (const [position, { update }] of before.entries()) {
    journal.receive(crash.upMs + 300 + 150 * wave(position), nodes - 1, update);
  }
}

/** Each side takes the other for failed after some 5 s, and everybody the crashed node. */
function addMembers(journal: JournalBuilder, nodes: number): void {
  const all = Array.from({ length: nodes }, (_, node) => node);
  for (const node of all) {
    for (const member of all.filter((other) => other !== node)) {
      const noise = 300 * wave(node * nodes + member);
      journal.member(1_900 + noise, node, member, 'joined');
      if (node === nodes - 1) {
        journal.member(crash.upMs + 350 + noise, node, member, 'joined', 1);
      } else if (member === nodes - 1) {
        journal.member(crash.atMs + 5_000 + noise, node, member, 'failed');
        journal.member(crash.upMs + 700 + noise, node, member, 'joined', 2);
      } else if (sideOf(node) !== sideOf(member)) {
        journal.member(split.fromMs + 5_200 + noise, node, member, 'failed');
        journal.member(split.toMs + 900 + noise, node, member, 'recovered');
      }
    }
  }
}

/**
 * The journal of a run in which two halves were parted for 8 s, one node crashed meanwhile and came back, and some links were
 * slow: made by formulas, the same at every call.
 */
export function chaosJournal(nodes: number): readonly RunEvent[] {
  const all = Array.from({ length: nodes }, (_, node) => node);
  const journal = new JournalBuilder(nodes, { late: all });
  for (const node of all) journal.node(820 + 30 * node, node, 'up', 1);
  for (const [phase, tMs] of phaseStarts) journal.phase(tMs, phase);
  const sides = [0, 1].map((side) => all.filter((node) => sideOf(node) === side));
  const asked = { kind: 'partition', shape: { kind: 'halves' }, mode: 'drop' };
  journal.partition(split.fromMs, split.toMs, sides, { asked, measured: { probes: 80 }, occurrence: 0 });
  const linkPairs = all.slice(1).map((node): [number, number] => [0, node]);
  journal.fault(slow.fromMs, slow.toMs, {
    name: 'slow-links',
    asked: { kind: 'linkQuality', latencyMs: 80, jitterMs: 10, loss: 0, rateKBps: 0 },
    linkPairs,
    links: linkPairs.length,
    measured: { probes: 60, latencyMs: { p50: 81.2, p05: 71.9, p95: 90.4 } },
    occurrence: 1,
  });
  journal.nodeFault('kill', [nodes - 1], crash.atMs, crash.upMs);
  journal.node(crash.atMs, nodes - 1, 'killed').node(crash.upMs, nodes - 1, 'up', 2);
  addWrites(journal, nodes);
  addRetelling(journal, nodes);
  addMembers(journal, nodes);
  for (const node of all) journal.view(22_650, node, 'd41d8cd9');
  return journal.end(endMs).events;
}
