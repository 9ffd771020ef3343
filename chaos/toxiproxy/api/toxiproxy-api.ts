import { Proxy as ClientProxy, Toxic as ClientToxic, Toxiproxy } from 'toxiproxy-node-client';
import type { ToxicSpec } from '../../links/toxic-spec.js';
import { ToxiproxyCallError } from './call-error.js';
import { keepAlivePool, LimitedHttpClient } from './limited-http-client.js';

/** Where a proxy listens and what it dials, `host:port` each. */
export interface ProxyDefinition {
  readonly name: string;
  readonly listen: string;
  readonly upstream: string;
}

/** A toxic as it is named in its proxy. */
export interface NamedToxic extends ToxicSpec {
  readonly name: string;
}

export interface ProxyState extends ProxyDefinition {
  readonly enabled: boolean;
  readonly toxics: readonly NamedToxic[];
}

/** The library's client with one time limit, and its proxies by name, which tell it no more than their path. */
interface Client {
  readonly toxiproxy: Toxiproxy;
  readonly proxies: Map<string, ClientProxy>;
}

/** Calls over all proxies take their time; one over a single proxy that is slower hangs. */
const limitsMs = { allProxies: 20_000, oneProxy: 5_000, hanging: 2_000 };

/**
 * Toxiproxy's API through toxiproxy-node-client: every call has a time limit, is repeated when its connection broke,
 * and fails with a ToxiproxyCallError.
 */
export class ToxiproxyApi {
  readonly #all: Client;
  readonly #one: Client;
  readonly #removal: Client;

  readonly origin: string;

  constructor(apiUrl: string) {
    const { origin } = new URL(apiUrl);
    this.origin = origin;
    const pool = keepAlivePool(origin);
    const client = (limitMs: number): Client => {
      const toxiproxy = new Toxiproxy(origin);
      toxiproxy.api = new LimitedHttpClient(origin, limitMs, pool);
      return { toxiproxy, proxies: new Map() };
    };
    this.#all = client(limitsMs.allProxies);
    this.#one = client(limitsMs.oneProxy);
    this.#removal = client(limitsMs.hanging);
  }

  /** All proxies with their toxics, in one call. The library's own getAll drops the toxics. */
  async proxies(): Promise<ReadonlyMap<string, ProxyState>> {
    const { toxiproxy } = this.#all;
    const { data } = await toxiproxy.api.get<Record<string, ProxyState>>(`${toxiproxy.host}/proxies`);
    return new Map(Object.entries(data));
  }

  /** Creates proxies that are not there yet. One that is there and unchanged keeps its toxics and its state. */
  async populate(definitions: readonly ProxyDefinition[], enabled: boolean): Promise<void> {
    const body = definitions.map((definition) => ({ ...definition, enabled }));
    await this.#all.toxiproxy.populate(body);
  }

  async setEnabled(definition: ProxyDefinition, enabled: boolean): Promise<void> {
    const { listen, upstream } = definition;
    await this.#proxy(this.#one, definition).update({ listen, upstream, enabled });
  }

  async addToxic(definition: ProxyDefinition, toxic: NamedToxic): Promise<void> {
    try {
      await this.#proxy(this.#one, definition).addToxic(toxic);
    } catch (error) {
      if (!(isStatus(error, 409) && error.repeated)) throw error;
    }
  }

  /** New attributes and toxicity for a toxic; one that is not there is added. */
  async updateToxic(definition: ProxyDefinition, toxic: NamedToxic): Promise<void> {
    const { toxiproxy } = this.#removal;
    const path = `${this.#proxy(this.#removal, definition).getPath()}/toxics/${toxic.name}`;
    const { attributes, toxicity } = toxic;
    try {
      await toxiproxy.api.post(path, { attributes, toxicity });
    } catch (error) {
      if (!isStatus(error, 404)) throw error;
      await this.addToxic(definition, toxic);
    }
  }

  /** Also when it is not there. @throws ToxiproxyCallError with failure `timeout` where Toxiproxy hangs on the proxy. */
  async removeToxic(definition: ProxyDefinition, toxic: NamedToxic): Promise<void> {
    const path = this.#proxy(this.#removal, definition).getPath();
    const found = new ClientToxic(this.#removal.toxiproxy.api, path, toxic);
    await unlessGone(found.remove());
  }

  /** Also when it is not there. */
  async removeProxy(definition: ProxyDefinition): Promise<void> {
    await unlessGone(this.#proxy(this.#one, definition).remove());
  }

  #proxy(client: Client, definition: ProxyDefinition): ClientProxy {
    const { name, listen, upstream } = definition;
    let proxy = client.proxies.get(name);
    if (!proxy) {
      proxy = new ClientProxy(client.toxiproxy, { name, listen, upstream, enabled: true, toxics: [] });
      client.proxies.set(name, proxy);
    }
    return proxy;
  }
}

async function unlessGone(removal: Promise<void>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!isStatus(error, 404)) throw error;
  }
}

const isStatus = (error: unknown, status: number): error is ToxiproxyCallError =>
  error instanceof ToxiproxyCallError && error.status === status;
