import { isDeepStrictEqual } from 'node:util';
import type { PipelinedCall } from '../api/pipelined-calls.js';
import type { NamedToxic, ProxyDefinition } from '../api/toxiproxy-api.js';
import type { ProxyDemand } from './proxy-demand.js';

/** One call of Toxiproxy's API over one proxy. */
export type ProxyChange =
  | { readonly kind: 'enable'; readonly enabled: boolean }
  | { readonly kind: 'add' | 'update' | 'remove'; readonly toxic: NamedToxic };

/**
 * What leads from one demand to another, in order. What is put on comes before what is taken off, so that a proxy is
 * never sounder than it is to be, and what is to be on a link is on it before it carries anything.
 */
export function proxyChanges(before: ProxyDemand, after: ProxyDemand): ProxyChange[] {
  const switched = { kind: 'enable', enabled: after.enabled } as const;
  const gone = before.toxics.filter(({ name }) => !after.toxics.some((toxic) => toxic.name === name));
  return [
    ...(before.enabled && !after.enabled ? [switched] : []),
    ...after.toxics.flatMap<ProxyChange>((toxic) => {
      const known = before.toxics.find(({ name }) => name === toxic.name);
      if (!known) return { kind: 'add', toxic };
      return isDeepStrictEqual(known, toxic) ? [] : { kind: 'update', toxic };
    }),
    ...gone.map((toxic) => ({ kind: 'remove', toxic }) as const),
    ...(!before.enabled && after.enabled ? [switched] : []),
  ];
}

/** The call that makes a change, as Toxiproxy's HTTP API has it. */
export function callOf({ name, listen, upstream }: ProxyDefinition, change: ProxyChange): PipelinedCall {
  const proxy = `/proxies/${name}`;
  if (change.kind === 'enable') {
    return { method: 'POST', path: proxy, body: { listen, upstream, enabled: change.enabled } };
  }
  const { toxic } = change;
  if (change.kind === 'add') return { method: 'POST', path: `${proxy}/toxics`, body: toxic };
  const path = `${proxy}/toxics/${toxic.name}`;
  if (change.kind === 'remove') return { method: 'DELETE', path };
  return { method: 'POST', path, body: { attributes: toxic.attributes, toxicity: toxic.toxicity } };
}

/** Whether an answer means that what was asked for is so. */
export const isMade = ({ kind }: ProxyChange, status: number): boolean =>
  (status >= 200 && status <= 299) || (kind === 'remove' && status === 404);
