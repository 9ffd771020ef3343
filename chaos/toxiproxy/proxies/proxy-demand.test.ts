import { describe, expect, it } from 'vitest';
import { type LinkState, soundLink } from '../../link-control/link-state.js';
import type { DirectedLink } from '../../links/directed-link.js';
import { linkKey } from '../../links/directed-links.js';
import { type ProxyDemand, proxyDemand } from './proxy-demand.js';

const ab = { from: 0, to: 1 };
const ba = { from: 1, to: 0 };

/** The demands of both proxies between two nodes, in short. */
function demands(
  forward: Partial<LinkState>,
  backward: Partial<LinkState> = {},
  answersAlone = true,
): string[] {
  const states = new Map([
    [linkKey(ab), { ...soundLink, ...forward }],
    [linkKey(ba), { ...soundLink, ...backward }],
  ]);
  const stateOf = (link: DirectedLink): LinkState => states.get(linkKey(link)) ?? soundLink;
  const shown = ({ enabled, toxics }: ProxyDemand): string =>
    enabled ? toxics.map(({ name }) => name.replace('chaos.', '')).join(' ') : 'disabled';
  return [ab, ba].map((link) => shown(proxyDemand(link, stateOf, { answersAlone })));
}

describe('what the two proxies between a pair of nodes carry', () => {
  it.each<[string, Partial<LinkState>, Partial<LinkState>, string[]]>([
    ['nothing for sound links', {}, {}, ['', '']],
    [
      'requests there and answers here, of one direction',
      { cut: 'drop' },
      {},
      ['cut.timeout.upstream', 'cut.timeout.downstream'],
    ],
    [
      'no requests, and so no answers, of a cut in both directions',
      { cut: 'stall' },
      { cut: 'drop' },
      ['cut.bandwidth.upstream', 'cut.timeout.upstream'],
    ],
    [
      'no connection, and no answers on the other’s',
      { cut: 'refuse' },
      {},
      ['disabled', 'cut.timeout.downstream'],
    ],
    ['no connection either way', { cut: 'refuse' }, { cut: 'refuse' }, ['disabled', 'disabled']],
    [
      'the cut at the end of what else is on the link',
      { cut: 'drop', latencyMs: 9, loss: 0.1 },
      {},
      [
        'timeout.upstream latency.upstream cut.timeout.upstream',
        'timeout.downstream latency.downstream cut.timeout.downstream',
      ],
    ],
    [
      'a reset only where the connection was opened',
      { reset: { afterMs: 5, probability: 1 } },
      {},
      ['reset_peer.upstream', ''],
    ],
    [
      'all that degrades a direction',
      { latencyMs: 9, loss: 0.1, slowCloseMs: 5, limitBytes: 9 },
      {},
      [
        'timeout.upstream latency.upstream limit_data.upstream slow_close.upstream',
        'timeout.downstream latency.downstream limit_data.downstream slow_close.downstream',
      ],
    ],
    [
      'each direction by itself',
      { latencyMs: 9 },
      { loss: 0.1 },
      ['latency.upstream timeout.downstream', 'timeout.upstream latency.downstream'],
    ],
  ])('%s', (_, forward, backward, expected) => {
    expect(demands(forward, backward)).toEqual(expected);
  });

  it('stop what is said unasked, too, where a node may do so over a connection that it keeps', () => {
    expect(demands({ cut: 'drop' }, { cut: 'drop' }, false)).toEqual([
      'cut.timeout.upstream cut.timeout.downstream',
      'cut.timeout.upstream cut.timeout.downstream',
    ]);
    expect(demands({ cut: 'drop' }, {}, false)).toEqual(['cut.timeout.upstream', 'cut.timeout.downstream']);
  });
});
