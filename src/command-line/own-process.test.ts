import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { simulationFlags } from '../../nodes/runtime/sim/simulation-flags.js';
import { needsOwnProcess } from './own-process.js';

const main = fileURLToPath(new URL('testing/own-process-main.ts', import.meta.url));
const start = (script: string) =>
  execa(process.execPath, ['--import', 'tsx', main, script], { reject: false });

describe('a process of its own is needed', () => {
  test.each([
    ['for a large simulation', 'sim', 20_001, [], true],
    ['for none that is small', 'sim', 20_000, [], false],
    ['for no real nodes', 'docker', 1_000_000, [], false],
    ['once', 'sim', 1_000_000, simulationFlags, false],
  ] as const)('%s', (_, runtime, nodes, execArgv, expected) => {
    const small = { runtime: 'sim', cluster: { nodes: 10 } } as const;
    expect(needsOwnProcess([small, { runtime, cluster: { nodes } }], execArgv)).toBe(expected);
  });
});

describe('a process of its own', { timeout: 30_000 }, () => {
  test('has the flags, and its output and exit code are those of the command', async () => {
    const { stdout, exitCode } = await start('console.log(process.execArgv.join()); process.exitCode = 4');
    expect(stdout).toContain('--max-semi-space-size=2');
    expect(exitCode).toBe(4);
  });

  test('that is killed by a signal says so by its exit code', async () => {
    const { exitCode } = await start('process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000)');
    expect(exitCode).toBe(128 + 9);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('hears %s, and both end', async (signal) => {
    const running = start(`
      process.on('${signal}', () => { console.log('${signal} arrived'); process.exit(130); });
      console.log('up', process.pid);
      setInterval(() => {}, 1000);
    `);
    let output = '';
    let childPid = 0;
    for await (const chunk of running.stdout) {
      output += chunk;
      const pid = /up (\d+)\n/.exec(output)?.[1];
      if (pid === undefined || childPid > 0) continue;
      childPid = Number(pid);
      running.kill(signal);
    }
    const { exitCode } = await running;
    expect(output).toContain(`${signal} arrived`);
    expect(exitCode).toBe(130);
    expect(() => process.kill(childPid, 0)).toThrow();
  });
});
