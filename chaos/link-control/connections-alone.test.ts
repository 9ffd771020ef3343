import { expect, it, vi } from 'vitest';
import { LinkSet } from '../links/link-set.js';
import { ConnectionsAlone } from './connections-alone.js';
import type { LinkControl } from './link-control.js';

const changed = { firstMs: 1, lastMs: 2 };
const tcp = () =>
  ({
    prepare: vi.fn(async () => undefined),
    begin: vi.fn(async () => changed),
    end: vi.fn(async () => changed),
    confirm: vi.fn(async () => ({ confirmed: true, reasons: [], measured: { probes: 1 } })),
    healAll: vi.fn(async () => undefined),
  }) satisfies LinkControl;

it('refuses what acts on datagrams, and puts nothing on any link', async () => {
  const links = tcp();
  const fault = {
    kind: 'datagrams',
    burstLoss: 0,
    burstLength: 1,
    reordering: false,
    duplication: 0.1,
    corruption: 0,
  } as const;
  await expect(new ConnectionsAlone(links).begin(1, fault, LinkSet.none)).rejects.toThrow(
    'the fault datagrams acts on datagrams, and no node here sends any',
  );
  expect(links.begin).not.toHaveBeenCalled();
});

it('passes all else on', async () => {
  const links = tcp();
  const control = new ConnectionsAlone(links);
  await control.prepare();
  expect(await control.begin(1, { kind: 'slowClose', delayMs: 5 }, LinkSet.none)).toBe(changed);
  expect(await control.end(1)).toBe(changed);
  expect((await control.confirm(LinkSet.none, { sides: [] } as never)).confirmed).toBe(true);
  await control.healAll();
  for (const call of Object.values(links)) expect(call).toHaveBeenCalledTimes(1);
});
