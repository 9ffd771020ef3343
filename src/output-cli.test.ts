import { existsSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../nodes/package-root.js';
import { deadline } from '../nodes/testing/deadline.js';

const cli = join(packageRoot(), 'dist', 'src', 'cli.js');

let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'gossip-bench-output-'));
});
afterEach(() => rm(out, { recursive: true }));

const simulation = ['run', '--runtime', 'sim', '--seed', '1', '--nodes', '4', '--duration', '5s'];

/** The command in a shell's line of several, by `"$@"`; its own exit code is the line's. */
const inShell = (line: string, ...argv: string[]) =>
  execa('bash', ['-o', 'pipefail', '-c', line, 'bash', process.execPath, cli, ...argv], {
    reject: false,
    timeout: deadline.timeout,
    env: { NODE_ENV: 'production' },
  });

describe('a reader that goes early ends the printing, and the exit code is the verdict’s', () => {
  it.each([
    ['"$@" | true', ['chaos', 'list'], 0],
    ['"$@" | head -1', ['chaos', 'show', 'everything'], 0],
    ['"$@" 2>&1 | true', [...simulation, '--threshold', 'reach==1'], 0],
    ['"$@" 2>&1 | head -1', [...simulation, '--threshold', 'reach<0.5'], 1],
    ['"$@" 2>&1 | true', ['run', '--nodes', 'many'], 2],
    ['"$@" 2>&1 | true', ['run', '--no-such-flag'], 2],
    ['"$@" 2>&1 | true', ['no-such-command'], 2],
    ['"$@" | true', ['no-such-command', '--json'], 2],
    ['"$@" | true', ['--help'], 0],
    ['"$@" | head -1', ['run', '--help'], 0],
    ['"$@" | true', ['--version'], 0],
  ])('%s of %j', async (line, argv, expected) => {
    const { exitCode, stderr } = await inShell(line, ...argv, ...(argv[0] === 'run' ? ['--out', out] : []));
    expect(stderr).toBe('');
    expect(exitCode).toBe(expected);
  });
});

it.skipIf(!existsSync('/dev/full'))(
  'output that a full disk refuses is told once, ends with 3, and the run folder has the result',
  async () => {
    const { exitCode, stderr } = await inShell('"$@" > /dev/full', ...simulation, '--out', out);
    expect(stderr.match(/standard output takes no more text/g)).toHaveLength(1);
    expect(exitCode).toBe(3);
    expect(existsSync(join(await realpath(join(out, 'latest')), 'result.json'))).toBe(true);
  },
);

describe.skipIf(!existsSync('/dev/full'))(
  'a full disk does not become a defect before a command is loaded',
  () => {
    it.each([
      ['"$@" 2> /dev/full', ['no-such-command'], 2],
      ['"$@" > /dev/full', ['no-such-command', '--json'], 2],
      ['"$@" > /dev/full', ['--help'], 3],
      ['"$@" 2> /dev/full', ['run', '--no-such-flag'], 2],
    ])('%s of %j', async (line, argv, expected) => {
      const { exitCode, stderr } = await inShell(line, ...argv);
      expect(stderr).not.toContain('    at ');
      expect(exitCode).toBe(expected);
    });

    it.each([[['no-such-command']], [['--help']]])('nor do closed streams, with %j', async (argv) => {
      const { exitCode } = await inShell('"$@" >&- 2>&-', ...argv);
      expect(exitCode).toBe(argv[0] === '--help' ? 0 : 2);
    });
  },
);

it('closed streams do not keep a run from its end', async () => {
  const { exitCode } = await inShell('"$@" >&- 2>&-', ...simulation, '--out', out);
  expect(exitCode).toBe(0);
});

it('a terminal without a width is written to like a pipe', async () => {
  const command = ['"$@"', ...simulation, '--out', out].slice(1).join(' ');
  const { exitCode, stdout } = await inShell(
    `script -qec "stty cols 0; $1 $2 ${command}" /dev/null < /dev/null`,
  );
  expect(stdout).toContain('PASS');
  expect(exitCode).toBe(0);
});

it.each([40, 80, 132])(
  'a terminal of %d columns has no longer line of tables or timelines',
  async (columns) => {
    await inShell('"$@"', ...simulation, '--out', out, '--repeat', '2');
    for (const argv of [
      ['compare', out, out],
      ['chaos', 'show', 'everything'],
      ['predict', '--nodes', '4'],
    ]) {
      const { stdout, exitCode } = await inShell(
        `script -qec "stty cols ${columns}; $1 $2 ${argv.join(' ')}" /dev/null < /dev/null`,
      );
      expect(exitCode).toBe(0);
      const lines = stripVTControlCharacters(stdout).split(/\r?\n/);
      // One word may be longer than a terminal.
      const long = lines.filter((line) => line.length > columns && line.trim().includes(' '));
      expect(long).toEqual([]);
    }
  },
);

it('a closed terminal interrupts a run, whose folder says so', async () => {
  const run = execa(
    process.execPath,
    [
      cli,
      'run',
      '--runtime',
      'process',
      '--links',
      'direct',
      '--nodes',
      '3',
      '--rate',
      '0',
      '--idle',
      '10min',
      '--out',
      out,
    ],
    { reject: false, env: { NODE_ENV: 'production' } },
  );
  let progress = '';
  run.stderr.on('data', (chunk) => {
    const wasIdle = progress.includes('idle');
    progress += String(chunk);
    if (!wasIdle && progress.includes('idle')) run.kill('SIGHUP');
  });
  const { exitCode, stdout } = await run;
  expect(stdout).toContain('(interrupted in phase idle)');
  expect(exitCode).toBe(130);
});
