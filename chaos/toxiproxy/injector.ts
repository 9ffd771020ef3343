import { CodedError } from '../../nodes/coded-error.js';
import type { NodeId } from '../../nodes/protocol/types.js';
import type { Link } from '../../nodes/runtime/cluster.js';
import type { DirectedLink } from '../directed-link.js';
import { type Fault, faultToxics } from '../fault.js';
import type { Confirmation, FaultInjector, Injection } from '../injector.js';
import { ToxiproxyCallError } from './call-error.js';
import type { CanaryControl } from './canaries.js';
import { confirmInjection } from './confirm.js';
import { inParallel } from './in-parallel.js';
import { callsAtOnce } from './limited-http-client.js';
import { definitionOf } from './provision-links.js';
import { planToxics, type ToxicPlan } from './toxic-plan.js';
import { type NamedToxic, type ProxyDefinition, ToxiproxyApi } from './toxiproxy-api.js';

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
  readonly #api: ToxiproxyApi;
  readonly #options: ToxiproxyInjectorOptions;
  readonly #definitions: ReadonlyMap<string, ProxyDefinition>;
  readonly #active = new Map<string, Active>();
  /** What each proxy is to carry, for one that must be made anew: it cannot be asked any more. */
  #carried: Promise<Map<string, readonly NamedToxic[]>> | undefined;
  #injections = 0;

  constructor(options: ToxiproxyInjectorOptions) {
    this.#options = options;
    this.#api = new ToxiproxyApi(options.apiUrl);
    const definitions = options.links.map(definitionOf);
    this.#definitions = new Map(definitions.map((definition) => [definition.name, definition]));
  }

  async apply(fault: Fault, links: readonly DirectedLink[]): Promise<Injection> {
    this.#injections += 1;
    const id = `fault${this.#injections}`;
    const plan = planToxics(id, faultToxics(fault, links));
    const carried = await this.#carriedToxics();
    const span = new Span(this.#options.clock);
    try {
      await this.#eachProxy(plan, async (definition, toxics) => {
        for (const toxic of toxics) await this.#api.addToxic(definition, toxic);
        span.note();
        carried.set(definition.name, [...(carried.get(definition.name) ?? []), ...toxics]);
      });
    } catch (error) {
      await this.#remove(plan);
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
    await this.#remove(active.plan);
    this.#active.delete(id);
  }

  async healAll(): Promise<void> {
    for (const { injection } of [...this.#active.values()]) await this.heal(injection);
  }

  async #remove(plan: ToxicPlan): Promise<void> {
    const carried = await this.#carriedToxics();
    await this.#eachProxy(plan, async (definition, toxics) => {
      const gone = new Set(toxics.map(({ name }) => name));
      const left = (carried.get(definition.name) ?? []).filter(({ name }) => !gone.has(name));
      carried.set(definition.name, left);
      await this.#removeToxics(definition, toxics, left);
    });
  }

  /** Removing a toxic under traffic can make Toxiproxy hang on that proxy for good: then it is made anew. */
  async #removeToxics(
    definition: ProxyDefinition,
    toxics: readonly NamedToxic[],
    left: readonly NamedToxic[],
  ): Promise<void> {
    try {
      for (const toxic of toxics) await this.#api.removeToxic(definition, toxic);
    } catch (error) {
      if (!(error instanceof ToxiproxyCallError && error.failure === 'timeout')) throw error;
      await recreateProxy(this.#api, definition, left);
    }
  }

  #eachProxy(
    plan: ToxicPlan,
    act: (definition: ProxyDefinition, toxics: readonly NamedToxic[]) => Promise<void>,
  ): Promise<void> {
    return inParallel(plan, callsAtOnce, async ([name, toxics]) => {
      const definition = this.#definitions.get(name);
      if (!definition) throw new CodedError('USAGE', `the cluster has no link ${name}`);
      await act(definition, toxics);
    });
  }

  /** Read once, before the first change; from then on it is kept. */
  #carriedToxics(): Promise<Map<string, readonly NamedToxic[]>> {
    this.#carried ??= this.#api
      .proxies()
      .then((proxies) => new Map([...proxies].map(([name, { toxics }]) => [name, toxics])))
      .catch((error: unknown) => {
        this.#carried = undefined;
        throw error;
      });
    return this.#carried;
  }
}

/** First and last moment at which a proxy was seen changed. */
class Span {
  readonly #clock: () => number;
  firstMs: number;
  lastMs: number;
  #noted = false;

  constructor(clock: () => number) {
    this.#clock = clock;
    this.firstMs = clock();
    this.lastMs = this.firstMs;
  }

  note(): void {
    this.lastMs = this.#clock();
    if (!this.#noted) this.firstMs = this.lastMs;
    this.#noted = true;
  }
}

/** A proxy that Toxiproxy hangs on, deleted and created with the toxics that it is to carry. */
async function recreateProxy(
  api: ToxiproxyApi,
  definition: ProxyDefinition,
  toxics: readonly NamedToxic[],
): Promise<void> {
  await api.removeProxy(definition);
  await api.populate([definition], false);
  for (const toxic of toxics) await api.addToxic(definition, toxic);
  await api.setEnabled(definition, true);
}
