import { describe, expect, it } from 'vitest';
import { linkQualitySchema } from '../faults/link-quality.js';
import { LinkSet } from '../links/link-set.js';
import { BothTransports, bothSeen } from './both-transports.js';
import type { LinkControl, LinksChanged, LinksSeen } from './link-control.js';

const seen = (fields: Partial<LinksSeen>): LinksSeen => ({
  confirmed: true,
  reasons: [],
  measured: { probes: 0 },
  ...fields,
});

/** One side of links, with what it answers and what was asked of it. */
function side(changed: LinksChanged, confirmation: LinksSeen = seen({})) {
  const asked: string[] = [];
  const control: LinkControl = {
    prepare: async () => void asked.push('prepare'),
    begin: async (occurrence) => {
      asked.push(`begin ${occurrence}`);
      return changed;
    },
    end: async (occurrence) => {
      asked.push(`end ${occurrence}`);
      return changed;
    },
    confirm: async () => confirmation,
    healAll: async () => void asked.push('healAll'),
  };
  return { asked, control };
}

const links = LinkSet.fromTo([0], [1]);
const fault = linkQualitySchema.parse({ kind: 'linkQuality', loss: 0.1 });

describe('links that carry connections and datagrams', () => {
  it('get every change on both, with the skew over both', async () => {
    const tcp = side({ firstMs: 10, lastMs: 30 });
    const udp = side({ firstMs: 5, lastMs: 6 });
    const both = new BothTransports(tcp.control, udp.control);
    await both.prepare();
    expect(await both.begin(3, fault, links)).toEqual({ firstMs: 5, lastMs: 30 });
    expect(await both.end(3)).toEqual({ firstMs: 5, lastMs: 30 });
    await both.healAll();
    for (const { asked } of [tcp, udp]) expect(asked).toEqual(['prepare', 'begin 3', 'end 3', 'healAll']);
  });

  it.each([
    [true, true, true],
    [true, false, false],
    [false, true, false],
  ])('are confirmed where both are: %s and %s', (tcp, udp, confirmed) => {
    expect(bothSeen(seen({ confirmed: tcp }), seen({ confirmed: udp })).confirmed).toBe(confirmed);
  });

  it('say which side a reason is of, and show what was measured of datagrams', () => {
    const tcp = seen({ reasons: ['read back only'], measured: { probes: 7, lossPer: 'connection' } });
    const udp = seen({ reasons: ['a reset'], measured: { probes: 9, lossPer: 'datagram' } });
    expect(bothSeen(tcp, udp)).toEqual({
      confirmed: true,
      reasons: ['TCP: read back only', 'UDP: a reset'],
      measured: { probes: 9, lossPer: 'datagram' },
    });
    expect(bothSeen(tcp, seen({})).measured.probes).toBe(7);
  });
});
