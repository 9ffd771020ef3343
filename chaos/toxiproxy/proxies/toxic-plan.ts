import { linkName } from '../../../nodes/runtime/cluster.js';
import type { LinkToxic } from '../../links/toxic-spec.js';
import type { NamedToxic } from '../api/toxiproxy-api.js';

/** Toxics by the name of their proxy, in the order in which they are added. */
export type ToxicPlan = ReadonlyMap<string, readonly NamedToxic[]>;

/** The owner of the toxics that the base links were created with. */
export const baseOwner = 'base';

/** Names the toxics after the fault that owns them, so that several can be on one proxy and go away one by one. */
export function planToxics(owner: string, toxics: readonly LinkToxic[]): ToxicPlan {
  const plan = new Map<string, NamedToxic[]>();
  for (const { proxy, toxic } of toxics) {
    const name = linkName(proxy.from, proxy.to);
    const named = { ...toxic, name: `${owner}.${toxic.type}.${toxic.stream}` };
    plan.set(name, [...(plan.get(name) ?? []), named]);
  }
  return plan;
}

export const isOwnedBy = (owner: string, { name }: Pick<NamedToxic, 'name'>): boolean =>
  name.startsWith(`${owner}.`);
