import type { NamedToxic, ProxyState } from '../api/toxiproxy-api.js';
import type { ProxyDemand } from '../proxies/proxy-demand.js';
import { isOwnedBy, type ToxicPlan } from '../proxies/toxic-plan.js';

/** In how many places what Toxiproxy says differs from the plan, with the first few of them. */
export function readBack(
  owner: string,
  plan: ToxicPlan,
  proxies: ReadonlyMap<string, ProxyState>,
): readonly string[] {
  const demands = [...plan].map(([name, toxics]) => [name, { enabled: true, toxics }] as const);
  return readBackDemands(owner, new Map(demands), proxies);
}

/** The same for proxies some of which are to be disabled; of those it does not matter what else is on them. */
export function readBackDemands(
  owner: string,
  demands: ReadonlyMap<string, ProxyDemand>,
  proxies: ReadonlyMap<string, ProxyState>,
): readonly string[] {
  const differences = [...demands].flatMap(([name, { enabled, toxics }]) => {
    const proxy = proxies.get(name);
    if (!proxy) return [`${name}: its proxy is missing`];
    if (proxy.enabled !== enabled) {
      return [`${name}: its proxy is ${enabled ? 'disabled' : 'enabled, expected disabled'}`];
    }
    if (!enabled) return [];
    const found = proxy.toxics.filter((toxic) => isOwnedBy(owner, toxic));
    return compare(toxics, found).map((difference) => `${name}: ${difference}`);
  });
  const shown = differences.slice(0, 3);
  const rest = differences.length - shown.length;
  return rest > 0 ? [...shown, `and ${rest} more links or toxics differ from the request`] : shown;
}

function compare(asked: readonly NamedToxic[], found: readonly NamedToxic[]): string[] {
  const text = new Map(found.map((toxic) => [toxic.name, canonical(toxic)]));
  const missing = asked
    .filter((toxic) => text.get(toxic.name) !== canonical(toxic))
    .map((toxic) => `requested ${canonical(toxic)}, read back ${text.get(toxic.name) ?? 'nothing'}`);
  const names = new Set(asked.map(({ name }) => name));
  const extra = found.filter(({ name }) => !names.has(name)).map((toxic) => `also has ${canonical(toxic)}`);
  return [...missing, ...extra];
}

function canonical({ type, stream, toxicity, attributes }: NamedToxic): string {
  const sorted = Object.entries(attributes).sort(([one], [other]) => one.localeCompare(other));
  // Toxiproxy keeps the toxicity with 32 bits.
  return `${type} ${sorted.map(([key, value]) => `${key}=${value}`).join(' ')} on ${stream} × ${Math.fround(toxicity)}`;
}
