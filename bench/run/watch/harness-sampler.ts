import type { RunEventOf } from '../../journal/journal-event.js';
import { machineCpuMs } from '../machine.js';

/** Reads what the harness itself costs and how busy the machine is, so that a disturbed run can say so. */
export class HarnessSampler {
  readonly #cpuStart = process.cpuUsage();
  readonly #machineStart = machineCpuMs();

  sample(tMs: number): RunEventOf<'harness'> {
    const cpu = process.cpuUsage(this.#cpuStart);
    return {
      type: 'harness',
      tMs,
      harnessCpuMs: (cpu.user + cpu.system) / 1000,
      dateMs: Date.now(),
      ...this.#machine(),
    };
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
