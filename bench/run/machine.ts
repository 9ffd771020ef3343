import { readFileSync } from 'node:fs';
import os from 'node:os';
import type { RunContext } from '../result/result.js';

/** The machine that the harness runs on, for the result's context. */
export function describeMachine(): RunContext['machine'] {
  return {
    os: `${os.type()} ${os.arch()}`,
    kernel: os.release(),
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.cpus().length,
    memoryMiB: Math.round(os.totalmem() / 2 ** 20),
  };
}

/** One-minute load average (0 where the system keeps none). */
export const loadAverage = (): number => os.loadavg()[0] ?? 0;

/** Busy and total CPU time of all cores since boot, ms; undefined elsewhere than on Linux. */
export function machineCpuMs(): { busyMs: number; totalMs: number } | undefined {
  if (process.platform !== 'linux') return undefined;
  const [label, ...ticks] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]!.split(/\s+/);
  if (label !== 'cpu') return undefined;
  // user nice system idle iowait irq softirq steal; guest time is already in user.
  const times = ticks.slice(0, 8).map((tick) => Number(tick) * 10);
  const totalMs = times.reduce((sum, time) => sum + time, 0);
  return { busyMs: totalMs - (times[3] ?? 0) - (times[4] ?? 0), totalMs };
}
