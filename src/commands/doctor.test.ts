import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureOutput } from '@oclif/test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import Doctor from './doctor.js';

/** Under 'test' oclif warns of what it looks for in src/ as well. */
const asInProduction = { testNodeEnv: 'production' };

const reportSchema = z.strictObject({
  checks: z.array(
    z.strictObject({
      name: z.string(),
      why: z.string(),
      status: z.enum(['ok', 'warning', 'missing']),
      found: z.string(),
      remedy: z.string().optional(),
    }),
  ),
  ok: z.boolean(),
});

const doctor = (...argv: string[]) => captureOutput(() => Doctor.run(argv, import.meta.url), asInProduction);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-doctor-'));
  vi.stubEnv('GOSSIP_BENCH_CACHE_DIR', folder);
});
afterEach(async () => {
  process.exitCode = 0;
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** Answers as a server does that is asked for its version: more than that doctor does not ask. */
async function withToxiproxy(): Promise<void> {
  const path = join(folder, 'server');
  await writeFile(path, '#!/bin/sh\necho toxiproxy-server version 2.12.0\n', { mode: 0o755 });
  vi.stubEnv('GOSSIP_BENCH_TOXIPROXY', path);
}

function withoutToxiproxy(): void {
  vi.stubEnv('GOSSIP_BENCH_TOXIPROXY', '');
  vi.stubEnv('PATH', folder);
  // Nothing listens there: the "discard" port.
  vi.stubEnv('GOSSIP_BENCH_TOXIPROXY_RELEASE', 'http://127.0.0.1:9');
}

describe('gossip-bench doctor', () => {
  it('with --json prints every check, and ends with 0 where the main job can run', async () => {
    await withToxiproxy();
    const { stdout } = await doctor('--json');
    const { checks, ok } = reportSchema.parse(JSON.parse(stdout));
    expect(checks.map(({ name }) => name)).toEqual([
      'Node',
      'container engine',
      'Toxiproxy',
      'Go',
      'free memory',
      'CPU cores',
      'open file limit',
      'bridge ports',
      'neighbour table',
      'transparent links',
      'disk space',
      'browser for tests',
    ]);
    expect(checks.filter(({ status, remedy }) => (status === 'ok') !== (remedy === undefined))).toEqual([]);
    expect(ok).toBe(true);
    expect(process.exitCode ?? 0).toBe(0);
  });

  it('ends with 3, and says how to get it, where Toxiproxy is missing and cannot be got', async () => {
    withoutToxiproxy();
    const { stdout } = await doctor();
    expect(stdout).toMatch(/^✖ missing {2}Toxiproxy {2,}missing \(GOSSIP_BENCH_TOXIPROXY: not set/m);
    expect(stdout).toContain('→ Install Go');
    expect(stdout).toMatch(/`gossip-bench run` cannot run here: Toxiproxy missing\.\n$/);
    expect(process.exitCode).toBe(3);
  });

  it('takes a missing engine for a warning, and says that run then takes processes', async () => {
    await withToxiproxy();
    vi.stubEnv('DOCKER_HOST', `unix://${folder}/no.sock`);
    const { stdout } = await doctor();
    expect(stdout).toMatch(
      /^! warning {2}container engine {2,}none answers at DOCKER_HOST=.*process runtime$/m,
    );
    expect(stdout).toMatch(/works here, and uses the process runtime by default/);
    expect(process.exitCode ?? 0).toBe(0);
  });

  it('changes nothing with --fix where the engine that is asked for is not one that it can start', async () => {
    await withToxiproxy();
    vi.stubEnv('DOCKER_HOST', `unix://${folder}/no.sock`);
    const { stdout } = await doctor('--fix', '--json');
    expect(JSON.parse(stdout).fixes).toMatchObject([
      { outcome: 'refused', text: expect.stringContaining('Nothing was changed') },
    ]);
    expect(process.exitCode).toBe(3);
  });

  it('takes --browser only with --fix', async () => {
    await doctor('--browser');
    expect(process.exitCode).toBe(2);
  });
});
