import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resultSchema } from '../bench/result/result.js';
import { packageRoot } from '../nodes/package-root.js';
import { listRuns } from '../nodes/runtime/clean-up/run-registry.js';
import { findToxiproxy } from '../nodes/runtime/toxiproxy/ensure-toxiproxy.js';
import { findExecutable } from './doctor/find-executable.js';

/** The built command line: `npm test` builds before it tests. */
const cli = join(packageRoot(), 'dist', 'src', 'cli.js');
const wrongNode = join(packageRoot(), 'nodes', 'contract', 'check', 'testing', 'wrong-node.mjs');
/** In which nodes can be started here. */
const languages = (
  [
    ['python', 'python3'],
    ['javascript', 'node'],
    ['go', 'go'],
  ] as const
).flatMap(([language, program]) => (findExecutable(program, process.env) ? [language] : []));
const noToxiproxy = (await findToxiproxy()).found === undefined;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-node-'));
  // Runs of others are nothing to these tests.
  vi.stubEnv('GOSSIP_BENCH_STATE_DIR', join(folder, 'state'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const gossipBench = (...argv: string[]) =>
  execa(process.execPath, [cli, ...argv], { reject: false, env: { NODE_ENV: 'production' }, cwd: folder });

const small = ['--runtime', 'process', '--nodes', '4', '--duration', '1s', '--idle', '0s', '--updates', '5'];

describe('a node that `node init` wrote', () => {
  it.each(languages)('in %s keeps the contract', async (language) => {
    const written = await gossipBench('node', 'init', '--language', language, 'mine');
    expect(written.exitCode).toBe(0);
    const checked = await gossipBench('node', 'check', './mine', '--json', '--junit', 'check.xml');
    const { verdict, rules } = JSON.parse(checked.stdout);
    expect(rules.filter(({ status }: { status: string }) => status === 'failed')).toEqual([]);
    expect([checked.exitCode, verdict]).toEqual([0, 'pass']);
  });

  it('overwrites nothing', async () => {
    await gossipBench('node', 'init', 'mine');
    const again = await gossipBench('node', 'init', 'mine');
    expect([again.exitCode, again.stderr]).toEqual([2, expect.stringContaining('is there already')]);
  });

  it.skipIf(noToxiproxy)('is measured over real links, and the report names it', async () => {
    await gossipBench('node', 'init', '--language', 'javascript', 'mine');
    const { stdout } = await gossipBench('run', '--node', './mine', ...small, '--json', '--quiet');
    const result = resultSchema.parse(JSON.parse(stdout));
    expect(result.state).toBe('completed');
    expect(result.context.versions).toMatchObject({ 'my-node': '0.1' });
    expect(result.metrics).toMatchObject({ reach: 1, invariants: { equalDigests: true, phantomUpdates: 0 } });
    // It has neither rounds nor a failure detector, and no simulation of the reference is shown as its own.
    expect(Object.keys(result.metrics)).not.toContain('rounds');
    expect(Object.keys(result.metrics)).not.toContain('detection');
    expect(Object.keys(result.metrics)).not.toContain('prediction');
    expect(await listRuns()).toEqual([]);
  });
});

describe('node list', () => {
  it('has the reference and every adapter, with its parameters', async () => {
    const { stdout } = await gossipBench('node', 'list', '--json');
    const nodes = JSON.parse(stdout) as { name: string; parameters: { name: string; means?: string }[] }[];
    expect(nodes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['reference', 'flood', 'memberlist', 'serf', 'raft']),
    );
    const memberlist = nodes.find(({ name }) => name === 'memberlist');
    expect(memberlist?.parameters).toContainEqual(
      expect.objectContaining({ name: 'gossipNodes', means: 'fanout' }),
    );
  });
});

describe('what cannot be run is refused with its place and a remedy', () => {
  it.each([
    [['--node', 'memberlst'], 2, "--node: there is no node 'memberlst'"],
    [['--node', 'memberlist@9'], 2, 'memberlist has no version 9; it has 0.7.0, 0.6.0'],
    [['--node', './absent.py'], 2, 'there is no file'],
    [
      ['--node', 'memberlist', '--node-param', 'constructor=3'],
      2,
      '--node-param: no parameter can have the name constructor',
    ],
    [
      ['--node', 'memberlist', '--node-param', 'gossipNods=3'],
      2,
      'memberlist has no such parameter; it has gossipInterval',
    ],
    [
      ['--node', 'memberlist', '--node-param', 'gossipNodes=many'],
      2,
      '--node-param gossipNodes: expected a whole number',
    ],
    [['--node', 'memberlist', '--node-param', 'gossipNodes'], 2, '--node-param: expected name=value'],
    [['--node', 'memberlist', '--fanout', '900'], 2, '--fanout: expected at most 64'],
    [['--node', 'memberlist', '--stop-k', '2'], 2, '--stop-k: this is a parameter of the reference'],
    [['--node', 'memberlist', '--generator', 'autocannon'], 2, 'autocannon needs HTTP'],
  ])('%j', async (flags, exitCode, message) => {
    const { exitCode: code, stderr } = await gossipBench('run', ...small, ...flags);
    expect(stderr).toContain(message);
    expect(code).toBe(exitCode);
  });

  it.each([
    ['name: [', 'gossip-node.yaml:1:'],
    ['name: mine\ncommand: []\n', 'gossip-node.yaml:2:10: command: '],
    ['name: mine\ncommand: [x]\ncolour: red\n', 'unknown field colour'],
    [
      'name: mine\ncommand: [x]\nparameters:\n  f: { type: int, default: 9, max: 3 }\n',
      'gossip-node.yaml:4:28: parameters.f.default: expected at most 3, got 9',
    ],
  ])('the manifest %j', async (text, message) => {
    await writeFile(join(folder, 'gossip-node.yaml'), text);
    const { exitCode, stderr } = await gossipBench('node', 'check', '.');
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });

  it('a simulation of somebody else’s program', async () => {
    const { exitCode, stderr } = await gossipBench('run', '--node', 'memberlist', '--runtime', 'sim');
    expect(stderr).toContain('memberlist@0.7.0 is a program and cannot be simulated');
    expect(exitCode).toBe(2);
  });

  it('a toolchain that is not there', async () => {
    const build = 'build: { needs: [no-such-compiler], steps: [[no-such-compiler]] }';
    await writeFile(join(folder, 'gossip-node.yaml'), `name: mine\ncommand: [x]\n${build}\n`);
    const { exitCode, stderr } = await gossipBench('run', ...small, '--node', '.');
    expect(stderr).toContain('mine is built with no-such-compiler, and there is no no-such-compiler on PATH');
    expect(exitCode).toBe(3);
  });

  it('a build that fails shows its last lines', async () => {
    const build = `build: { steps: [[sh, -c, "echo the reason >&2; exit 1"]] }`;
    await writeFile(join(folder, 'gossip-node.yaml'), `name: mine\ncommand: [x]\n${build}\n`);
    const { exitCode, stderr } = await gossipBench('run', ...small, '--node', '.');
    expect(stderr).toContain('mine could not be built');
    expect(stderr).toContain('the reason');
    expect(exitCode).toBe(3);
  });

  it.skipIf(noToxiproxy)('a program that does not run, and one that ends at once', async () => {
    const path = join(folder, 'ends.sh');
    await writeFile(path, '#!/bin/sh\necho out of luck >&2\nexit 5\n');
    await chmod(path, 0o755);
    const ended = await gossipBench('run', ...small, '--node', './ends.sh');
    expect(ended.stderr).toContain('ended before it was healthy (exit code 5)');
    expect(ended.stderr).toContain('out of luck');
    expect(ended.exitCode).toBe(3);
    await writeFile(join(folder, 'gossip-node.yaml'), 'name: mine\ncommand: [/no/such/program]\n');
    const absent = await gossipBench('run', ...small, '--node', '.');
    expect(absent.stderr).toContain('/no/such/program');
    expect(absent.exitCode).toBe(3);
    expect(await listRuns()).toEqual([]);
  });

  it.skipIf(noToxiproxy)(
    'a node of others is tuned by real runs alone, over its own parameters',
    async () => {
      await gossipBench('node', 'init', '--language', 'javascript', 'mine');
      const manifest = join(folder, 'mine', 'gossip-node.yaml');
      const parameters =
        'parameters: { peersTold: { type: int, default: 3, min: 1, max: 9, means: fanout } }';
      await writeFile(manifest, `${await readFile(manifest, 'utf8')}${parameters}\n`);
      const tune = (...argv: string[]) =>
        gossipBench('tune', '--node', './mine', '--slo', 'reach==1', '--cost', 'bytes', '--json', ...argv);
      const { stdout, exitCode } = await tune(...small, '--param', 'fanout=1..2', '--budget', '2');
      const { sizes, parameters: searched } = JSON.parse(stdout);
      expect(searched.map(({ name }: { name: string }) => name)).toEqual(['peersTold']);
      expect(sizes[0].by).toBe('measurement');
      expect(sizes[0].search).toMatchObject({ evaluations: 2, of: 'runs', runtime: 'process' });
      expect(sizes[0]).not.toHaveProperty('environment');
      // Of two runs nothing can be claimed.
      expect(exitCode).toBe(4);
      expect((await tune(...small)).stdout).toContain('say which parameters of my-node to search over');
      expect((await tune('--runtime', 'sim', '--param', 'fanout=1,2')).exitCode).toBe(2);
      expect(await listRuns()).toEqual([]);
    },
  );

  it.skipIf(noToxiproxy)('a node that dies when it begins: the run says so, and leaves nothing', async () => {
    await writeFile(
      join(folder, 'gossip-node.yaml'),
      `name: mine\ncommand: [node, ${wrongNode}, dies-at-begin]\n`,
    );
    const { exitCode, stderr } = await gossipBench('run', ...small, '--node', '.');
    expect(stderr).toMatch(/node n\d ended/i);
    // As a cluster that did not come up, or as a node that crashed.
    expect([1, 3]).toContain(exitCode);
    expect(await listRuns()).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'a node that leaves processes behind: they are ended, and the result warns',
    async () => {
      await writeFile(
        join(folder, 'gossip-node.yaml'),
        `name: mine\ncommand: [node, ${wrongNode}, leaves-processes]\n`,
      );
      const { stdout } = await gossipBench(
        'run',
        ...small,
        '--links',
        'direct',
        '--node',
        '.',
        '--json',
        '--quiet',
      );
      const { warnings } = resultSchema.parse(JSON.parse(stdout));
      expect(warnings).toContainEqual(expect.stringMatching(/^Node n0 left a process behind/));
    },
  );
});
