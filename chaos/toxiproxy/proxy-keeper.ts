import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { CodedError } from '../../nodes/coded-error.js';
import { ToxiproxyCallError } from './call-error.js';
import { chaosOwner, noDemand, type ProxyDemand } from './proxy-demand.js';
import { recreateProxy } from './recreate-proxy.js';
import { isOwnedBy } from './toxic-plan.js';
import type { NamedToxic, ProxyDefinition, ProxyState, ToxiproxyApi } from './toxiproxy-api.js';

interface Kept {
  readonly definition: ProxyDefinition;
  /** The base link's toxics, for when the proxy must be made anew. */
  readonly base: readonly NamedToxic[];
  demand: ProxyDemand;
  /** Rises with every new demand: what was measured across a change says nothing. */
  version: number;
  /** What the proxy is known to carry. */
  carried: ProxyDemand;
  settling: Promise<void>;
  /** Nothing is to be added before. */
  fragileUntilMs: number;
}

/**
 * Toxiproxy 2.12 panics where toxics were removed from a connection that was just being closed, and one is added before the
 * connection is gone (link.go, AddToxic: index out of range). One removal leaves its tables long enough; after several,
 * so much time must pass.
 */
const fragileMs = 500;

/**
 * Brings proxies to what is demanded of them, and remembers it. A demand that comes while an earlier one is being
 * carried out takes its place: what counts is the last word, not the way there.
 */
export class ProxyKeeper {
  readonly #api: ToxiproxyApi;
  readonly #definitions: ReadonlyMap<string, ProxyDefinition>;
  readonly #kept = new Map<string, Kept>();
  #base: Promise<ReadonlyMap<string, readonly NamedToxic[]>> | undefined;

  constructor(api: ToxiproxyApi, definitions: ReadonlyMap<string, ProxyDefinition>) {
    this.#api = api;
    this.#definitions = definitions;
  }

  /** Reads what the base links carry, once, before the first change. */
  async prepare(): Promise<void> {
    this.#base ??= this.#api
      .proxies()
      .then((proxies) => new Map([...proxies].map(([name, { toxics }]) => [name, baseOf(toxics)])));
    const base = await this.#base;
    for (const [name, definition] of this.#definitions) {
      if (this.#kept.has(name)) continue;
      this.#kept.set(name, {
        definition,
        base: base.get(name) ?? [],
        demand: noDemand,
        carried: noDemand,
        version: 0,
        settling: Promise.resolve(),
        fragileUntilMs: 0,
      });
    }
  }

  demandOf(name: string): ProxyDemand {
    return this.#of(name).demand;
  }

  /** As the proxies are when all demands are carried out, the base links' toxics included. */
  expected(): ReadonlyMap<string, ProxyState> {
    return new Map(
      [...this.#kept].map(([name, { definition, base, demand }]) => [
        name,
        { ...definition, enabled: demand.enabled, toxics: [...base, ...demand.toxics] },
      ]),
    );
  }

  versions(): ReadonlyMap<string, number> {
    return new Map([...this.#kept].map(([name, { version }]) => [name, version]));
  }

  versionOf(name: string): number {
    return this.#of(name).version;
  }

  /** Names of the proxies that are not as they were provisioned. */
  demanding(): string[] {
    return [...this.#kept]
      .filter(([, { demand }]) => !isDeepStrictEqual(demand, noDemand))
      .map(([name]) => name);
  }

  /** False where that is demanded already. */
  demand(name: string, demand: ProxyDemand): boolean {
    const kept = this.#of(name);
    if (isDeepStrictEqual(kept.demand, demand)) return false;
    kept.demand = demand;
    kept.version += 1;
    return true;
  }

  /** Resolves when the proxy carries what is demanded. @throws ToxiproxyCallError */
  settle(name: string): Promise<void> {
    const kept = this.#of(name);
    // The failure of an earlier demand is told to whoever made it.
    kept.settling = kept.settling.catch(() => undefined).then(() => this.#carryOut(kept));
    return kept.settling;
  }

  async #carryOut(kept: Kept): Promise<void> {
    const { demand, carried } = kept;
    if (isDeepStrictEqual(demand, carried)) return;
    try {
      await this.#change(kept, carried, demand);
    } catch (error) {
      // How far it came is unknown: whatever may be on the proxy is taken off next time.
      kept.carried = { enabled: carried.enabled, toxics: [...carried.toxics, ...demand.toxics] };
      if (!(error instanceof ToxiproxyCallError && error.failure === 'timeout')) throw error;
      // A change under traffic can make Toxiproxy hang on a proxy for good: then it is made anew.
      await recreateProxy(this.#api, kept.definition, [...kept.base, ...demand.toxics], demand.enabled);
    }
    kept.carried = demand;
  }

  /** What is put on comes before what is taken off, so that a proxy is never sounder than it is to be. */
  async #change(kept: Kept, before: ProxyDemand, after: ProxyDemand): Promise<void> {
    const { definition } = kept;
    if (before.enabled && !after.enabled) await this.#api.setEnabled(definition, false);
    for (const toxic of after.toxics) {
      const known = before.toxics.find(({ name }) => name === toxic.name);
      if (!known) await this.#add(kept, toxic);
      else if (!isDeepStrictEqual(known, toxic)) await this.#api.updateToxic(definition, toxic);
    }
    const gone = before.toxics.filter(({ name }) => !after.toxics.some((toxic) => toxic.name === name));
    for (const toxic of gone) await this.#api.removeToxic(definition, toxic);
    if (gone.length > 1) kept.fragileUntilMs = performance.now() + fragileMs;
    // What is to be on a link is on it before it carries anything.
    if (!before.enabled && after.enabled) await this.#api.setEnabled(definition, true);
  }

  async #add({ definition, fragileUntilMs }: Kept, toxic: NamedToxic): Promise<void> {
    const waitMs = fragileUntilMs - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    await this.#api.addToxic(definition, toxic);
  }

  #of(name: string): Kept {
    const kept = this.#kept.get(name);
    if (!kept) throw new CodedError('USAGE', `the cluster has no link ${name}`);
    return kept;
  }
}

const baseOf = (toxics: readonly NamedToxic[]): NamedToxic[] =>
  toxics.filter((toxic) => !isOwnedBy(chaosOwner, toxic));
