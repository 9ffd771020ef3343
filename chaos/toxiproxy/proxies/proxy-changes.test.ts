import { describe, expect, it } from 'vitest';
import type { NamedToxic } from '../api/toxiproxy-api.js';
import { callOf, isMade, type ProxyChange, proxyChanges } from './proxy-changes.js';
import type { ProxyDemand } from './proxy-demand.js';

const toxic = (name: string, latency = 1): NamedToxic => ({
  name,
  type: 'latency',
  stream: 'upstream',
  toxicity: 1,
  attributes: { latency },
});
const carrying = (...toxics: NamedToxic[]): ProxyDemand => ({ enabled: true, toxics });
const disabled: ProxyDemand = { enabled: false, toxics: [] };

const shown = (change: ProxyChange): string =>
  change.kind === 'enable' ? (change.enabled ? 'enable' : 'disable') : `${change.kind} ${change.toxic.name}`;

describe('what leads from one demand to another', () => {
  it.each<[string, ProxyDemand, ProxyDemand, string[]]>([
    ['nothing, where they are equal', carrying(toxic('a')), carrying(toxic('a')), []],
    [
      'what is new is put on before what is gone is taken off',
      carrying(toxic('a')),
      carrying(toxic('b')),
      ['add b', 'remove a'],
    ],
    [
      'what is the same is left, and what differs is updated',
      carrying(toxic('a'), toxic('b')),
      carrying(toxic('a'), toxic('b', 2)),
      ['update b'],
    ],
    ['a proxy that is to refuse does so first', carrying(toxic('a')), disabled, ['disable', 'remove a']],
    ['a proxy that refused is enabled last', disabled, carrying(toxic('a')), ['add a', 'enable']],
  ])('%s', (_, before, after, expected) => {
    expect(proxyChanges(before, after).map(shown)).toEqual(expected);
  });
});

const definition = { name: 'n0-n1', listen: 'l:1', upstream: 'u:1' };

it.each<[ProxyChange, string, unknown]>([
  [
    { kind: 'enable', enabled: false },
    'POST /proxies/n0-n1',
    { listen: 'l:1', upstream: 'u:1', enabled: false },
  ],
  [{ kind: 'add', toxic: toxic('a') }, 'POST /proxies/n0-n1/toxics', toxic('a')],
  [
    { kind: 'update', toxic: toxic('a') },
    'POST /proxies/n0-n1/toxics/a',
    { attributes: { latency: 1 }, toxicity: 1 },
  ],
  [{ kind: 'remove', toxic: toxic('a') }, 'DELETE /proxies/n0-n1/toxics/a', undefined],
])('%j is a call of its own', (change, request, body) => {
  const call = callOf(definition, change);
  expect([`${call.method} ${call.path}`, call.body]).toEqual([request, body]);
});

it.each<[ProxyChange['kind'], number, boolean]>([
  ['add', 200, true],
  ['add', 409, false],
  ['add', 404, false],
  ['remove', 204, true],
  ['remove', 404, true],
  ['remove', 503, false],
])('an answer to %s of %i means that it is made: %s', (kind, status, made) => {
  const change: ProxyChange = kind === 'enable' ? { kind, enabled: true } : { kind, toxic: toxic('a') };
  expect(isMade(change, status)).toBe(made);
});
