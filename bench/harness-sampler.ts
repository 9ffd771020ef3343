import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { RunEventOf } from './journal-event.js';
import { machineCpuMs } from './machine.js';

const resolutionMs = 20;

/** Reads what the harness itself costs and how busy the machine is, so that a disturbed run can say so. */
export class HarnessSampler {
  readonly #delay = monitorEventLoopDelay({ resolution: resolutionMs });
  readonly #cpuStart = process.cpuUsage();
  readonly #machineStart = machineCpuMs();

  constructor() {
    this.#delay.enable();
  }

  sample(tMs: number): RunEventOf<'harness'> {
    const cpu = process.cpuUsage(this.#cpuStart);
    // The histogram holds the sampling timer's own period too.
    const loopDelayMs = Math.max(0, this.#delay.max / 1e6 - resolutionMs);
    this.#delay.reset();
    return {
      type: 'harness',
      tMs,
      harnessCpuMs: (cpu.user + cpu.system) / 1000,
      ...this.#machine(),
      loopDelayMs: Number.isFinite(loopDelayMs) ? loopDelayMs : 0,
    };
  }

  stop(): void {
    this.#delay.disable();
  }

  #machine(): { machineBusyMs?: number; machineTotalMs?: number } {
    const now = machineCpuMs();
    if (!now || !this.#machineStart) return {};
    return {
      machineBusyMs: now.busyMs - this.#machineStart.busyMs,
      machineTotalMs: now.totalMs - this.#machineStart.totalMs,
    };
  }
}
