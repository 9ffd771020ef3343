import type { DirectedLink } from './directed-link.js';
import type { Fault } from './fault.js';

export type { DirectedLink };

/** What was seen of one applied fault. Times are the harness's CLOCK_MONOTONIC, ms. */
export interface Confirmation {
  readonly confirmed: boolean;
  readonly reasons: readonly string[];
  /** First and last moment at which a touched link was seen changed; skew = last − first. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** Measured by canary, beside what was asked. */
  readonly measured: Measured;
}

/** Canary figures over the touched links; a field is absent where nothing could be measured. */
export interface Measured {
  readonly probes: number;
  /** One-way delay over answered probes, ms: median and 5th to 95th percentile. */
  readonly latencyMs?: { readonly p50: number; readonly p05: number; readonly p95: number };
  /** Share of probes lost per direction, 0 to 1, with a 95 % interval (Wilson). */
  readonly loss?: { readonly fraction: number; readonly low: number; readonly high: number };
}

/** A fault that is in force; the injector's own handle. */
export interface Injection {
  /** Names the fault's toxics; absent for the base links, whose toxics came with their proxies. */
  readonly id?: string;
  readonly fault: Fault;
  readonly links: readonly DirectedLink[];
  readonly appliedFromMs: number;
  readonly appliedToMs: number;
}

/** Puts faults on links and takes them away. Every call has a time limit. */
export interface FaultInjector {
  apply(fault: Fault, links: readonly DirectedLink[]): Promise<Injection>;
  /** Reads the change back from the proxy and probes it by canaries over the touched links. */
  confirm(injection: Injection): Promise<Confirmation>;
  heal(injection: Injection): Promise<void>;
  healAll(): Promise<void>;
}
