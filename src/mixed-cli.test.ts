import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Result, resultSchema } from '../bench/result/result.js';
import { packageRoot } from '../nodes/package-root.js';
import { listRuns } from '../nodes/runtime/clean-up/run-registry.js';
import { findToxiproxy } from '../nodes/runtime/toxiproxy/ensure-toxiproxy.js';

/** The built command line: `npm test` builds before it tests. */
const cli = join(packageRoot(), 'dist', 'src', 'cli.js');
const rightNode = join(packageRoot(), 'nodes', 'contract', 'check', 'testing', 'wrong-node.mjs');
const noToxiproxy = (await findToxiproxy()).found === undefined;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-mixed-'));
  // Runs of others are nothing to these tests.
  vi.stubEnv('GOSSIP_BENCH_STATE_DIR', join(folder, 'state'));
  // It floods, calls itself what its argument says, and has no state sync.
  await manifest(
    'mine',
    `name: my-node\nversions: ["0.2", "0.1"]\ncommand: [node, ${rightNode}, right, "{version}"]\n`,
  );
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function manifest(name: string, text: string): Promise<void> {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'gossip-node.yaml'), text);
}

const gossipBench = (...argv: string[]) =>
  execa(process.execPath, [cli, ...argv], { reject: false, env: { NODE_ENV: 'production' }, cwd: folder });

const usual = `runtime: process
workload: { updates: 3, rate: 10/s }
phases: { duration: 1s, idle: 0s, deadline: 2s }
`;
const spec = async (text: string): Promise<string> => {
  await writeFile(join(folder, 'spec.yaml'), `${usual}${text}`);
  return 'spec.yaml';
};
/** n1 of three is replaced. */
const upgrade = (use: string, from = './mine@0.1') =>
  spec(`node: ${from}
cluster: { nodes: 3 }
chaos:
  window: 3s
  recovery: 1s
  steps:
    - { name: upgrade, at: 500ms, for: 500ms, fault: { kind: replace, with: ${use} }, targets: n1 }
`);

async function ran(
  command: readonly string[],
  path: string,
): Promise<{ result: Result; exitCode: number | undefined }> {
  const { stdout, exitCode } = await gossipBench(...command, path, '--json', '--quiet');
  return { result: resultSchema.parse(JSON.parse(stdout)), exitCode };
}

describe.skipIf(noToxiproxy)('a cluster of two versions', () => {
  it('is measured as one, and the run, its files and its report say how many there were of each', async () => {
    const path = await spec(
      'cluster:\n  nodes: [{ use: ./mine@0.1, count: 2 }, { use: ./mine, count: 1 }]\n',
    );
    const { result } = await ran(['run'], path);
    expect(result).toMatchObject({
      state: 'completed',
      metrics: { reach: 1, invariants: { equalDigests: true } },
      context: { versions: { 'my-node': '0.1 (2 starts) and 0.2 (1 start)' } },
    });
    const again = await gossipBench('report', 'results/latest', '--json');
    expect(JSON.parse(again.stdout).metrics).toEqual(result.metrics);
    const { stdout } = await gossipBench('rerun', 'results/latest', '--quiet');
    expect(stdout).toContain('mine@0.1 (2) and mine@0.2 (1), process runtime');
    expect(await listRuns()).toEqual([]);
  });
});

describe.skipIf(noToxiproxy)('a step that replaces a node', () => {
  it('is confirmed by what the new node says that it is, and the time until the views agree is told', async () => {
    const { result } = await ran(['chaos', 'run'], await upgrade('./mine'));
    expect(result.faults).toMatchObject([{ name: 'upgrade', nodes: [1], confirmed: true, reasons: [] }]);
    expect(result.context.versions).toMatchObject({ 'my-node': '0.1 (3 starts) and 0.2 (1 start)' });
    // Nobody tells the new node what was written before it came.
    expect(result.metrics.recovery?.agreementAfterReplaceMs).toEqual({
      p50: 'never',
      max: 'never',
      count: 1,
    });
    expect(await listRuns()).toEqual([]);
  });

  it.each([
    [
      'does not come up',
      'name: other\ncommand: [sh, -c, "echo out of luck >&2; exit 3"]\n',
      /^n1: it did not come up as other, and stays down: .*exit code 3.*out of luck$/,
    ],
    [
      'is another one than was named',
      `name: my-node\nversions: ["0.3"]\ncommand: [node, ${rightNode}, right]\n`,
      /^n1: it says that it is my-node 0\.1, and my-node 0\.3 was to take its place$/,
    ],
  ])('is not confirmed, and the verdict unknown, where the new node %s', async (_, text, reason) => {
    await manifest('other', text);
    const { result, exitCode } = await ran(['chaos', 'run'], await upgrade('./other'));
    expect(result).toMatchObject({ state: 'completed', verdict: { status: 'unknown' } });
    expect(result.faults).toMatchObject([{ confirmed: false, reasons: [expect.stringMatching(reason)] }]);
    expect(exitCode).toBe(4);
    expect(await listRuns()).toEqual([]);
  });

  it('fails a run whose nodes promise repair, where the new node is never told what was written before', async () => {
    const command = `[node, ${rightNode}, no-repair, "{version}"]`;
    await manifest('liar', `name: my-node\nversions: ["0.2", "0.1"]\ncommand: ${command}\n`);
    const { result, exitCode } = await ran(['chaos', 'run'], await upgrade('./liar', './liar@0.1'));
    expect(result.faults).toMatchObject([{ confirmed: true }]);
    expect(result.metrics.recovery?.agreementAfterReplaceMs?.max).toBe('never');
    // A saturated machine convicts nobody, and the tests beside this one may be what fills it.
    const isSaturated = result.verdict.reasons[0]?.startsWith('The machine was') ?? false;
    expect([result.verdict.status, exitCode]).toEqual(isSaturated ? ['unknown', 4] : ['fail', 1]);
    const missing = /^\d+ accepted updates .*missing at some live node\.$/;
    expect(result.verdict.reasons[0]).toMatch(isSaturated ? /busy/ : missing);
  });

  it('is built before anything starts: a build that fails ends the command', async () => {
    await manifest(
      'other',
      'name: other\ncommand: [x]\nbuild: { steps: [[sh, -c, "echo why >&2; exit 1"]] }\n',
    );
    const { exitCode, stderr } = await gossipBench('chaos', 'run', await upgrade('./other'));
    expect(stderr).toContain('other could not be built');
    expect(stderr).not.toContain('Starting the cluster');
    expect(exitCode).toBe(3);
  });
});

describe('the scenario rolling-upgrade', () => {
  it('is listed with what it needs', async () => {
    const { stdout } = await gossipBench('chaos', 'list', '--json');
    const needs = Object.fromEntries(
      (JSON.parse(stdout) as { name: string; needs: string[] }[]).map((one) => [one.name, one.needs]),
    );
    expect(needs).toMatchObject({ 'rolling-upgrade': ['go'], 'rolling-restart': [] });
    const { stdout: text } = await gossipBench('chaos', 'list');
    expect(text).toMatch(/^rolling-upgrade .* \(Needs go; not for runtime sim\.\)$/m);
  });

  it.each([
    [['--runtime', 'sim'], 'replace starts memberlist@0.7.0, a program, and a simulation runs none'],
    [['--runtime', 'sim'], 'memberlist@0.6.0 is a program and cannot be simulated'],
    [['--node', 'reference'], 'memberlist@0.7.0 cannot take the place of the reference'],
  ])('is refused with %j', async (flags, message) => {
    const { exitCode, stderr } = await gossipBench('chaos', 'run', 'rolling-upgrade', ...flags);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });
});
