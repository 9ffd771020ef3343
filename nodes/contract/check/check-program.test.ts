import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkProgram } from './check-program.js';
import type { RuleOutcome } from './rule.js';

const wrongNode = fileURLToPath(new URL('testing/wrong-node.mjs', import.meta.url));
/** Shorter than a user's: what must not come is not waited for so long, and no right node needs as much. */
const limits = { readyMs: 6_000, exitMs: 4_000, spreadMs: 6_000 };

async function outcomesOf(
  wrong: string,
  { transport, links }: { readonly transport?: 'udp' | undefined; readonly links?: 'transparent' } = {},
): Promise<readonly RuleOutcome[]> {
  const program = {
    name: wrong,
    command: [process.execPath, wrongNode, wrong] as const,
    parameters: {},
    transport,
    links,
    memoryMiB: 64,
    folders: [],
  };
  return checkProgram(program, () => undefined, new AbortController().signal, limits);
}

async function failedRules(wrong: string, transport?: 'udp'): Promise<string[]> {
  const outcomes = await outcomesOf(wrong, { transport });
  return outcomes.filter(({ status }) => status === 'failed').map(({ name }) => name);
}

/** A node that is wrong in one way, and the rules that it breaks. */
const wrongs: readonly (readonly [wrong: string, ...rules: string[]])[] = [
  ['takes-nonsense', 'refuses-nonsense'],
  ['wrong-exit', 'says-port-taken'],
  ['never-ready', 'refuses-nonsense', 'says-port-taken', 'ready'],
  ['ignores-hold', 'holds'],
  ['wall-clock', 'clock'],
  ['dies-at-begin', 'begins'],
  ['loses-writes', 'spreads'],
  ['answers-late', 'answers-in-time'],
  ['invented-time', 'answers-in-time'],
  ['duplicate-receipts', 'received-once'],
  ['unknown-receipt', 'received-known'],
  ['early-receipt', 'times'],
  ['invented-sender', 'from'],
  ['wrong-hops', 'hops'],
  ['older-wins', 'views-agree'],
  ['no-deletions', 'deletes'],
  ['never-joined', 'joined'],
  ['counts-nothing', 'counters'],
  ['chokes-on-unknown', 'ignores-unknown'],
  ['dies-of-garbage', 'survives-garbage'],
  ['past-its-links', 'stays-on-links'],
  ['no-repair', 'repairs'],
  ['forgets-itself', 'restarts'],
  ['garbage-on-stdout', 'form'],
  ['does-not-leave', 'leaves'],
  ['ignores-stdin-end', 'ends-with-stdin'],
  // Other systems show no environments.
  ...(process.platform === 'linux' ? ([['leaves-processes', 'leaves-nothing']] as const) : []),
];

const wrongsOverUdp: readonly (readonly [wrong: string, rule: string])[] = [
  ['ignores-udp', 'says-udp-port-taken'],
  ['wrong-udp-exit', 'says-udp-port-taken'],
  ['datagrams-despite-hold', 'holds'],
  ['hides-udp', 'sends-datagrams'],
  ['counts-no-datagrams', 'counters'],
  ['dies-of-garbage-datagrams', 'survives-garbage'],
  ['past-its-links-by-udp', 'stays-on-links'],
];

describe.concurrent('the rules of the contract', { concurrent: true }, () => {
  it('are all kept by a right node', async () => expect(await failedRules('right')).toEqual([]));

  it('are all kept by a right node that gossips over UDP', async () =>
    expect(await failedRules('right', 'udp')).toEqual([]));

  it('are kept by an unmodified program, but for those that need links of the check, which are not tried', async () => {
    const outcomes = await outcomesOf('right', { links: 'transparent' });
    const of = (wanted: RuleOutcome['status']) =>
      outcomes.filter(({ status }) => status === wanted).map(({ name }) => name);
    expect(of('failed')).toEqual([]);
    expect(of('notTried')).toEqual(['holds', 'counters', 'stays-on-links', 'repairs']);
  });

  it.each(wrongsOverUdp)('tell of a node over UDP that is wrong as %s', async (wrong, rule) => {
    expect((await failedRules(wrong, 'udp'))[0]).toBe(rule);
  });

  it.each(wrongs)('tell of a node that is wrong as %s', async (wrong, ...rules) => {
    const failed = await failedRules(wrong);
    for (const rule of rules) expect(failed).toContain(rule);
    // What comes before is not blamed.
    expect(failed[0]).toBe(rules[0]);
  });
});
