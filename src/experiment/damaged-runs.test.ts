import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { parseSpecYaml } from '../../bench/spec/input/document.js';
import { resolveSpec } from '../../bench/spec/input/resolve.js';
import { CodedError } from '../../nodes/coded-error.js';
import type { RunFolder } from '../store/run-folder.js';
import { rebuiltResult } from './finish-run.js';
import { runOnce } from './run-once.js';

const seed = Number(process.env.FAST_CHECK_SEED ?? Date.now() % 2 ** 31);
console.error(`damaged runs: FAST_CHECK_SEED=${seed}`);

const specs = {
  pass: `
seed: 5
cluster: { nodes: 5 }
workload: { updates: 3, rate: 5/s }
phases: { duration: 1s, idle: 1s }
chaos: { window: 4s, recovery: 5s, steps: [{ at: 1s, for: 2s, fault: { kind: partition, shape: halves } }] }
thresholds: [reach == 1]
`,
  'fail by a threshold': `
seed: 5
cluster: { nodes: 5 }
workload: { updates: 3, rate: 20/s }
phases: { duration: 2s, idle: 1s }
thresholds: [fullDisseminationMs.p50 < 10ms]
`,
  'fail by updates that are lost': `
seed: 3
cluster: { nodes: 5 }
protocol: { repairInterval: 10s }
workload: { updates: 20, rate: 0 }
phases: { duration: 0s, idle: 0s, deadline: 3s }
chaos: { window: 8s, recovery: 3s, steps: [${[0, 1, 2, 3, 4].map((n) => `{ at: ${n + 1}s, for: 500ms, fault: kill, targets: n${n} }`).join(', ')}] }
`,
};
type Name = keyof typeof specs;
type Line = { type: string; line?: number; lines?: number; node?: number; phase?: string };

interface Run {
  readonly folder: RunFolder;
  readonly specText: string;
  readonly lines: readonly Line[];
}

let out: string;
const runs = new Map<Name, Run>();
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'gossip-bench-damaged-'));
  for (const [name, text] of Object.entries(specs)) {
    const spec = resolveSpec(parseSpecYaml(`runtime: sim\n${text}`, 'test'));
    const signal = new AbortController().signal;
    const { folder } = await runOnce(spec, { outDirectory: out, onProgress: () => undefined, signal });
    const journal = gunzipSync(await readFile(folder.journal)).toString();
    const lines = journal
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    runs.set(name as Name, { folder, specText: await readFile(folder.spec, 'utf8'), lines });
  }
}, 60_000);
afterAll(() => rm(out, { recursive: true }));

/** What somebody does to the lines; each takes some away, or moves them. */
const damages = {
  'one line': (lines: Line[], at: number) => lines.filter((_, i) => i !== at % lines.length),
  'a node': (lines: Line[], at: number) => lines.filter(({ node }) => node !== at % 5),
  'the events of a node': (lines: Line[], at: number) =>
    lines.filter(({ type, node }) => type !== 'event' || node !== at % 5),
  'every third event': (lines: Line[], at: number) =>
    lines.filter(({ type }, i) => type !== 'event' || (i + at) % 3 !== 0),
  'a kind of lines': (lines: Line[], at: number) => {
    const kinds = [...new Set(lines.map(({ type }) => type))];
    return lines.filter(({ type }) => type !== kinds[at % kinds.length]);
  },
  'the tail': (lines: Line[], at: number) => lines.slice(0, at % lines.length),
  'the tail but its last two lines': (lines: Line[], at: number) => [
    ...lines.slice(0, at % (lines.length - 2)),
    ...lines.slice(-2),
  ],
  'the order of two lines': (lines: Line[], at: number) => {
    const i = at % (lines.length - 1);
    return lines.with(i, lines[i + 1]!).with(i + 1, lines[i]!);
  },
  'a line that comes twice': (lines: Line[], at: number) => {
    const i = at % lines.length;
    return [...lines.slice(0, i), lines[i]!, ...lines.slice(i)];
  },
} as const;
type Damage = keyof typeof damages;

/** As somebody who wants it to look whole: all but the seal. */
const renumbered = (lines: readonly Line[]): Line[] =>
  lines.map((one, line) => {
    if (one.type === 'seal') return one;
    return one.type === 'end' ? { ...one, line, lines: line } : { ...one, line };
  });

const journalOf = (lines: readonly Line[]): Buffer =>
  gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));

async function statusOf({ folder }: Run): Promise<string> {
  const rebuilt = await rebuiltResult(folder).catch((error: unknown) => error);
  if (rebuilt instanceof CodedError) return 'refused';
  return (rebuilt as Awaited<ReturnType<typeof rebuiltResult>>).result.verdict.status;
}

describe.each(Object.keys(specs) as Name[])('the folder of a run that should %s', (name) => {
  it('says so', async () => {
    expect(await statusOf(runs.get(name)!)).toBe(name.split(' ')[0]);
  });

  it('never passes once its journal is not the one that was recorded, though its lines be numbered again', async () => {
    const run = runs.get(name)!;
    const anyDamage = fc.record({
      how: fc.constantFrom(...(Object.keys(damages) as Damage[])),
      at: fc.nat(),
      isRenumbered: fc.boolean(),
    });
    const property = fc.asyncProperty(anyDamage, async ({ how, at, isRenumbered }) => {
      const lines = damages[how]([...run.lines], at);
      const journal = journalOf(isRenumbered ? renumbered(lines) : lines);
      fc.pre(!journal.equals(journalOf(run.lines)));
      await writeFile(run.folder.journal, journal);
      expect(await statusOf(run)).not.toBe('pass');
    });
    await fc
      .assert(property, { numRuns: 60, seed })
      .finally(() => writeFile(run.folder.journal, journalOf(run.lines)));
  }, 120_000);

  it.each([
    ['thresholds', { thresholds: ['reach >= 0'] }],
    ['phases', { phases: { deadline: '20s' } }],
  ])('never passes with other %s', async (section, changes) => {
    const run = runs.get(name)!;
    const fields = parse(run.specText) as Record<string, object>;
    const changed = Object.entries(changes).map(([key, value]) => [
      key,
      Array.isArray(value) ? value : { ...fields[key], ...value },
    ]);
    await writeFile(run.folder.spec, stringify({ ...fields, ...Object.fromEntries(changed) }));
    const { verdict } = (await rebuiltResult(run.folder)).result;
    await writeFile(run.folder.spec, run.specText);
    expect(verdict.status).not.toBe('pass');
    expect(verdict.reasons).toContain(
      `The spec is not the one that this run was made with: it differs in ${section}.`,
    );
  });

  it('never passes with the journal of another run', async () => {
    const run = runs.get(name)!;
    const context = await readFile(run.folder.context, 'utf8');
    await writeFile(run.folder.context, context.replace(/"runId": "\w+"/, '"runId": "other"'));
    const { verdict } = (await rebuiltResult(run.folder)).result;
    await writeFile(run.folder.context, context);
    expect(verdict.status).not.toBe('pass');
    expect(verdict.reasons).toContainEqual(
      expect.stringMatching(/^The journal is that of run \w+, and the folder that of run other\.$/),
    );
  });

  it('is read as before where only the order and the comments of its spec differ', async () => {
    const run = runs.get(name)!;
    const fields = Object.entries(parse(run.specText) as object).reverse();
    await writeFile(run.folder.spec, `# mine\n${stringify(Object.fromEntries(fields))}`);
    expect(await statusOf(run)).toBe(name.split(' ')[0]);
    await writeFile(run.folder.spec, run.specText);
  });

  it('of a version before seals keeps its verdict, with a warning that nothing vouches for it', async () => {
    const run = runs.get(name)!;
    const older = run.lines.slice(0, -1).map((line) => {
      const { spec: _, ...rest } = line as Line & { spec?: unknown };
      return rest;
    });
    await writeFile(run.folder.journal, journalOf(older));
    const { result } = await rebuiltResult(run.folder);
    await writeFile(run.folder.journal, journalOf(run.lines));
    expect(result.verdict.status).toBe(name.split(' ')[0]);
    expect(result.warnings).toContainEqual(expect.stringContaining('The journal is not sealed'));
  });
});
