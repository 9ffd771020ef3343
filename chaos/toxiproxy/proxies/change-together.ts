import { callInOneGo } from '../api/pipelined-calls.js';
import type { ProxyDefinition } from '../api/toxiproxy-api.js';
import { callOf, isMade, type ProxyChange } from './proxy-changes.js';

/** A proxy, and its changes in order. */
export interface ChangingProxy {
  readonly definition: ProxyDefinition;
  readonly changes: readonly ProxyChange[];
}

/** Enough for Toxiproxy to work on several proxies at once; each carries out its share one after the other. */
const connections = 16;
/** A change under traffic can make Toxiproxy hang on a proxy, and on what its connection has in store behind it. */
const silentMs = 2_000;

/**
 * Changes many proxies as nearly at one moment as Toxiproxy can. `made` is called with each whose changes are all
 * made; those left over must be looked after one by one.
 */
export async function changeTogether(
  apiUrl: string,
  proxies: readonly ChangingProxy[],
  made: (name: string) => void,
): Promise<void> {
  const shares = Array.from({ length: Math.min(connections, proxies.length) }, (_, share) =>
    proxies.filter((_, index) => index % connections === share),
  );
  await Promise.all(shares.map((share) => changeInTurn(apiUrl, share, made)));
}

function changeInTurn(
  apiUrl: string,
  proxies: readonly ChangingProxy[],
  made: (name: string) => void,
): Promise<void> {
  const steps = proxies.flatMap(({ definition, changes }) =>
    changes.map((change) => ({ definition, change })),
  );
  const missing = new Map(proxies.map(({ definition, changes }) => [definition.name, changes.length]));
  const calls = steps.map(({ definition, change }) => callOf(definition, change));
  return callInOneGo(apiUrl, calls, silentMs, (index, status) => {
    const step = steps[index];
    if (!step || !isMade(step.change, status)) return;
    const { name } = step.definition;
    const left = (missing.get(name) ?? 0) - 1;
    missing.set(name, left);
    if (left === 0) made(name);
  });
}
