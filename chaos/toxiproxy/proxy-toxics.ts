import { CodedError } from '../../nodes/coded-error.js';
import { ToxiproxyCallError } from './call-error.js';
import { inParallel } from './in-parallel.js';
import { callsAtOnce } from './limited-http-client.js';
import { recreateProxy } from './recreate-proxy.js';
import type { ToxicPlan } from './toxic-plan.js';
import type { NamedToxic, ProxyDefinition, ToxiproxyApi } from './toxiproxy-api.js';

/** The toxics on many proxies, changed side by side; keeps in mind what each proxy is to carry. */
export class ProxyToxics {
  readonly #api: ToxiproxyApi;
  readonly #definitions: ReadonlyMap<string, ProxyDefinition>;
  /** For a proxy that must be made anew: it cannot be asked any more. */
  #carried: Promise<Map<string, readonly NamedToxic[]>> | undefined;

  constructor(api: ToxiproxyApi, definitions: readonly ProxyDefinition[]) {
    this.#api = api;
    this.#definitions = new Map(definitions.map((definition) => [definition.name, definition]));
  }

  /** `changed` is called at each proxy that has its toxics. @throws CodedError TOXIPROXY_LOST */
  async add(plan: ToxicPlan, changed: () => void): Promise<void> {
    const carried = await this.#carriedToxics();
    await this.#eachProxy(plan, async (definition, toxics) => {
      const wanted = [...(carried.get(definition.name) ?? []), ...toxics];
      await this.#change(definition, wanted, async () => {
        for (const toxic of toxics) await this.#api.addToxic(definition, toxic);
      });
      changed();
      carried.set(definition.name, wanted);
    });
  }

  /** Also those that are not there. @throws CodedError TOXIPROXY_LOST */
  async remove(plan: ToxicPlan): Promise<void> {
    const carried = await this.#carriedToxics();
    await this.#eachProxy(plan, async (definition, toxics) => {
      const gone = new Set(toxics.map(({ name }) => name));
      const left = (carried.get(definition.name) ?? []).filter(({ name }) => !gone.has(name));
      await this.#change(definition, left, async () => {
        for (const toxic of toxics) await this.#api.removeToxic(definition, toxic);
      });
      carried.set(definition.name, left);
    });
  }

  /** A change of toxics under traffic can make Toxiproxy hang on that proxy for good: then it is made anew. */
  async #change(
    definition: ProxyDefinition,
    wanted: readonly NamedToxic[],
    act: () => Promise<void>,
  ): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof ToxiproxyCallError && error.failure === 'timeout')) throw error;
      await recreateProxy(this.#api, definition, wanted);
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
