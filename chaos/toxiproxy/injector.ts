import type { NodeId } from '../../nodes/protocol/types.js';
import type { Link } from '../../nodes/runtime/cluster.js';
import type { DirectedLink } from '../directed-link.js';
import { type Fault, faultToxics } from '../fault.js';
import type { Confirmation, FaultInjector, Injection } from '../injector.js';
import type { CanaryControl } from './canaries.js';
import { confirmInjection } from './confirm.js';
import { definitionOf } from './provision-links.js';
import { ProxyToxics } from './proxy-toxics.js';
import { Span } from './span.js';
import { planToxics, type ToxicPlan } from './toxic-plan.js';
import { ToxiproxyApi } from './toxiproxy-api.js';

export interface ToxiproxyInjectorOptions {
  readonly apiUrl: string;
  /** All links that Toxiproxy serves. */
  readonly links: readonly Link[];
  readonly control: (node: NodeId) => CanaryControl;
  /** The harness's CLOCK_MONOTONIC, ms. */
  readonly clock: () => number;
}

/** Puts faults on links by toxics of their proxies. Fails with CodedError TOXIPROXY_LOST where Toxiproxy does. */
export function createToxiproxyInjector(options: ToxiproxyInjectorOptions): FaultInjector {
  return new ToxiproxyInjector(options);
}

interface Active {
  readonly injection: Injection;
  readonly plan: ToxicPlan;
}

class ToxiproxyInjector implements FaultInjector {
  readonly #options: ToxiproxyInjectorOptions;
  readonly #api: ToxiproxyApi;
  readonly #toxics: ProxyToxics;
  readonly #active = new Map<string, Active>();
  #injections = 0;

  constructor(options: ToxiproxyInjectorOptions) {
    this.#options = options;
    this.#api = new ToxiproxyApi(options.apiUrl);
    this.#toxics = new ProxyToxics(this.#api, options.links.map(definitionOf));
  }

  /** On every link or, when it fails, on none. */
  async apply(fault: Fault, links: readonly DirectedLink[]): Promise<Injection> {
    this.#injections += 1;
    const id = `fault${this.#injections}`;
    const plan = planToxics(id, faultToxics(fault, links));
    const span = new Span(this.#options.clock);
    try {
      await this.#toxics.add(plan, () => span.note());
    } catch (error) {
      // Where Toxiproxy is lost this fails too, and there is nothing left to take away.
      await this.#toxics.remove(plan).catch(() => undefined);
      throw error;
    }
    const injection = { id, fault, links, appliedFromMs: span.firstMs, appliedToMs: span.lastMs };
    this.#active.set(id, { injection, plan });
    return injection;
  }

  confirm(injection: Injection): Promise<Confirmation> {
    return confirmInjection(injection, this.#api, this.#options.control);
  }

  async heal({ id }: Injection): Promise<void> {
    const active = id === undefined ? undefined : this.#active.get(id);
    if (!active || id === undefined) return;
    await this.#toxics.remove(active.plan);
    this.#active.delete(id);
  }

  async healAll(): Promise<void> {
    for (const { injection } of [...this.#active.values()]) await this.heal(injection);
  }
}
