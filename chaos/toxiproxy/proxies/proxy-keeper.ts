import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { CodedError } from '../../../nodes/coded-error.js';
import { ToxiproxyCallError } from '../api/call-error.js';
import { inParallel } from '../api/in-parallel.js';
import { callsAtOnce } from '../api/limited-http-client.js';
import type { NamedToxic, ProxyDefinition, ProxyState, ToxiproxyApi } from '../api/toxiproxy-api.js';
import { changeTogether } from './change-together.js';
import { type ProxyChange, proxyChanges } from './proxy-changes.js';
import { chaosOwner, noDemand, type ProxyDemand } from './proxy-demand.js';
import { recreateProxy } from './recreate-proxy.js';
import { isOwnedBy } from './toxic-plan.js';

interface Kept {
  readonly definition: ProxyDefinition;
  /** The base link's toxics, for when the proxy must be made anew. */
  readonly base: readonly NamedToxic[];
  demand: ProxyDemand;
  /** Rises with every new demand: what was measured across a change says nothing. */
  version: number;
  /** What the proxy is known to carry; undefined while that is in doubt. */
  carried: ProxyDemand | undefined;
  /** The last of what is being done to the proxy, and how much of it is not over. */
  settling: Promise<void>;
  pending: number;
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
        pending: 0,
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

  /**
   * Brings the proxies to what is demanded of them; `settled` is called at each. Faults are put on together, as
   * nearly at one moment as can be; what takes longer is carried out side by side. @throws ToxiproxyCallError
   */
  async settle(names: readonly string[], settled: () => void): Promise<void> {
    const kept = names.map((name) => this.#of(name));
    const ready = new Set(kept.filter(isReady));
    const together = this.#settleTogether([...ready], settled);
    const others = kept.filter((one) => !ready.has(one));
    await this.#settleEach(others, settled).finally(() => together);
    const left = [...ready].filter(({ carried }) => !carried);
    await this.#settleEach(left, settled);
  }

  /** Those that it does not come to are left in doubt. */
  async #settleTogether(ready: readonly Kept[], settled: () => void): Promise<void> {
    const proxies = ready.map((kept) => ({ ...kept, changes: changesOf(kept) }));
    const byName = new Map(ready.map((kept) => [kept.definition.name, { kept, demand: kept.demand }]));
    for (const kept of ready) kept.carried = undefined;
    const changed = changeTogether(this.#api.origin, proxies, (name) => {
      const one = byName.get(name);
      if (one) one.kept.carried = one.demand;
      settled();
    });
    await Promise.all(ready.map((kept) => inTurn(kept, () => changed)));
  }

  #settleEach(all: readonly Kept[], settled: () => void): Promise<void> {
    return inParallel(all, callsAtOnce, async (kept) => {
      await inTurn(kept, () => this.#carryOut(kept));
      settled();
    });
  }

  /** A change under traffic can make Toxiproxy hang on a proxy for good: then it is made anew, as one in doubt is. */
  async #carryOut(kept: Kept): Promise<void> {
    const { demand, carried, definition, base } = kept;
    if (isDeepStrictEqual(demand, carried)) return;
    const changes = carried && proxyChanges(carried, demand);
    kept.carried = undefined;
    if (!changes || (await this.#make(kept, changes)) === 'hangs') {
      await recreateProxy(this.#api, definition, [...base, ...demand.toxics], demand.enabled);
    }
    kept.carried = demand;
  }

  async #make(kept: Kept, changes: readonly ProxyChange[]): Promise<'made' | 'hangs'> {
    try {
      for (const change of changes) await this.#makeOne(kept, change);
    } catch (error) {
      if (error instanceof ToxiproxyCallError && error.failure === 'timeout') return 'hangs';
      throw error;
    }
    if (changes.filter(({ kind }) => kind === 'remove').length > 1) {
      kept.fragileUntilMs = performance.now() + fragileMs;
    }
    return 'made';
  }

  async #makeOne(kept: Kept, change: ProxyChange): Promise<void> {
    const { definition, fragileUntilMs } = kept;
    if (change.kind === 'enable') return this.#api.setEnabled(definition, change.enabled);
    if (change.kind === 'update') return this.#api.updateToxic(definition, change.toxic);
    if (change.kind === 'remove') return this.#api.removeToxic(definition, change.toxic);
    const waitMs = fragileUntilMs - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    return this.#api.addToxic(definition, change.toxic);
  }

  #of(name: string): Kept {
    const kept = this.#kept.get(name);
    if (!kept) throw new CodedError('USAGE', `the cluster has no link ${name}`);
    return kept;
  }
}

/** At rest, and to be changed by no more than what Toxiproxy does at once: it may hang on what it takes off. */
function isReady(kept: Kept): boolean {
  if (kept.pending > 0 || kept.fragileUntilMs > performance.now()) return false;
  const changes = changesOf(kept);
  return changes.length > 0 && changes.every(({ kind }) => kind === 'add' || kind === 'enable');
}

const changesOf = ({ carried, demand }: Kept): ProxyChange[] =>
  carried ? proxyChanges(carried, demand) : [];

/** After all that is being done to the proxy; the failure of an earlier demand is told to whoever made it. */
function inTurn(kept: Kept, act: () => Promise<void>): Promise<void> {
  kept.pending += 1;
  kept.settling = kept.settling
    .catch(() => undefined)
    .then(act)
    .finally(() => {
      kept.pending -= 1;
    });
  return kept.settling;
}

const baseOf = (toxics: readonly NamedToxic[]): NamedToxic[] =>
  toxics.filter((toxic) => !isOwnedBy(chaosOwner, toxic));
