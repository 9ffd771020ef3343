import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSuite } from './open-suite.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-suite-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function suiteFile(entries: string): Promise<string> {
  const path = join(folder, 'suite.yaml');
  await writeFile(path, `name: mine\nentries:\n${entries}`);
  return path;
}
const interval = (value: string) => [{ path: ['protocol', 'interval'], value, label: '--interval' }];

describe('a shipped suite', () => {
  it('full covers each mode, three sizes, loss, a partition, a crash and load', async () => {
    const { entries, repeat } = await openSuite('full', []);
    const specs = entries.map(({ spec }) => spec);
    expect(repeat).toBe(5);
    expect(new Set(specs.map(({ protocol }) => protocol.mode))).toEqual(
      new Set(['push', 'pull', 'push-pull', 'anti-entropy']),
    );
    expect(new Set(specs.map(({ cluster }) => cluster.nodes)).size).toBeGreaterThanOrEqual(3);
    expect(specs.some(({ cluster }) => cluster.quality.loss > 0)).toBe(true);
    expect(specs.some(({ workload }) => workload.ratePerSecond >= 100)).toBe(true);
    const kinds = specs.flatMap(({ chaos }) => chaos?.steps.map(({ fault }) => fault.kind) ?? []);
    expect(kinds).toEqual(expect.arrayContaining(['partition', 'kill']));
  });

  it('quick is of two settings', async () => {
    expect((await openSuite('quick', [])).entries.map(({ name }) => name)).toEqual([
      'push-pull',
      'push-lossy',
    ]);
  });
});

describe('an entry', () => {
  it('keeps its definition under a flag, and has another where it is written anew', async () => {
    const path = await suiteFile('  a: { spec: { cluster: { nodes: 4 } } }\n');
    const [plain, flagged] = [await openSuite(path, []), await openSuite(path, interval('400ms'))];
    expect(flagged.entries[0]!.spec.protocol.intervalMs).toBe(400);
    expect(flagged.entries[0]!.definition).toBe(plain.entries[0]!.definition);
    const other = await openSuite(await suiteFile('  a: { spec: { cluster: { nodes: 5 } } }\n'), []);
    expect(other.entries[0]!.definition).not.toBe(plain.entries[0]!.definition);
  });

  it('of a scenario takes its own fields above it', async () => {
    const path = await suiteFile('  a:\n    scenario: crash-one\n    spec: { cluster: { nodes: 6 } }\n');
    const [entry] = (await openSuite(path, [])).entries;
    expect(entry!.spec).toMatchObject({
      name: 'a',
      seed: 1,
      cluster: { nodes: 6 },
      chaos: expect.anything(),
    });
  });

  it.each([
    [
      '  a: { spec: { cluster: { nodes: 0 } } }\n',
      /suite\.yaml:3:\d+: cluster\.nodes: expected at least 2, got 0/,
    ],
    ['  a: { scenario: crash-two }\n', /there is no scenario or file crash-two; did you mean crash-one/],
    [
      '  a:\n    scenario: crash-one\n    spec: { cluster: { nodes: 0 } }\n',
      /entries\.a\.spec\.cluster\.nodes: expected at least 2/,
    ],
  ])('%j is refused before anything runs', async (entries, message) => {
    await expect(openSuite(await suiteFile(entries), [])).rejects.toThrow(message);
  });
});
