import { captureOutput } from '@oclif/test';
import { afterEach, expect, it } from 'vitest';
import type { Prediction } from '../experiment/predict.js';
import Predict from './predict.js';

afterEach(() => {
  process.exitCode = 0;
});

const predict = (...argv: string[]) =>
  captureOutput(() => Predict.run(argv, import.meta.url), { testNodeEnv: 'production' });
const small = ['--nodes', '16', '--mode', 'push', '--fanout', '2', '--duration', '1s', '--seed', '5'];

it('says the same for the same seed, with theory beside the simulation', async () => {
  const texts = [await predict(...small, '--json'), await predict(...small, '--json')].map(
    ({ stdout }) => stdout,
  );
  expect(texts[1]).toBe(texts[0]);
  const { theory, simulation, spec } = JSON.parse(texts[0]!) as Prediction;
  expect([spec.runtime, spec.seed, simulation.runs]).toEqual(['sim', 5, 5]);
  // log(16) / log(3) + log(16) / 2 (Pittel 1987, with two contacts a round).
  expect(theory.rounds.last).toBeCloseTo(3.91, 2);
  expect(theory.infectionCurve[0]).toEqual({ ms: 0, fraction: 1 / 16 });
  expect(simulation.summary.reach?.median).toBe(1);
  const { median } = simulation.summary['rounds.last']!;
  expect(Math.abs((median as number) - theory.rounds.last)).toBeLessThan(2);
});

it('prints a table, and progress on stderr unless told not to', async () => {
  const { stdout, stderr } = await predict(...small, '--repeat', '2');
  expect(stdout).toMatch(/16 nodes, push, fanout 2, every 500 ms: 2 simulated runs, seed 5/);
  expect(stdout).toMatch(/rounds to the last node +3\.91 +\d/);
  expect(stdout).toMatch(/A crash is suspected after 1,582 ms on average/);
  expect(stderr).toBe('Simulating, run 1 of 2 …\nSimulating, run 2 of 2 …\n');
  expect((await predict(...small, '--quiet')).stderr).toBe('');
});

it('refuses what run refuses', async () => {
  const { stderr } = await predict('--loss', '150%');
  expect(stderr).toContain('Error: --loss: expected at most 100%, got 150%\n');
  expect(process.exitCode).toBe(2);
});
