import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LinkQuality, qualityToxics } from '../../chaos/faults/link-quality.js';
import { stateOf } from '../../chaos/link-control/link-state.js';
import type { DirectedLink } from '../../chaos/links/directed-link.js';
import { LinkSet } from '../../chaos/links/link-set.js';
import { createToxiproxyLinkControl, provisionLinks } from '../../chaos/toxiproxy/index.js';
import { UdpLinkControl } from '../../chaos/udp-relay/link-control.js';
import { provisionRelay } from '../../chaos/udp-relay/provision-relay.js';
import { bundlePath } from '../../nodes/package-root.js';
import { type Link, linkName } from '../../nodes/runtime/cluster.js';
import { allLinks } from '../../nodes/runtime/links.js';
import { findPortBlock, loopback } from '../../nodes/runtime/process/port-block.js';
import { startRelayChild } from '../../nodes/runtime/process/relay-child.js';
import { startGuard } from '../../nodes/runtime/process/toxiproxy-process.js';
import type { RelayDoor } from '../../nodes/runtime/relay-door.js';
import { awaitToxiproxy } from '../../nodes/runtime/toxiproxy/await-toxiproxy.js';
import { ensureToxiproxy } from '../../nodes/runtime/toxiproxy/ensure-toxiproxy.js';
import { monotonicMs } from '../journal/clock-offset.js';
import { type BareToxic, postToxics, reset } from './bare-toxics.js';
import { comparisonTable } from './comparison-table.js';
import { sideBySide } from './side-by-side.js';

const nodes = 50;
const connections = 32;
const repetitions = 25;
const never = new AbortController().signal;

/** A state that puts exactly one toxic on the proxy of each link: each pair of nodes is touched in one direction. */
const fault: LinkQuality = { kind: 'linkQuality', latencyMs: 20, jitterMs: 0, loss: 0, rateKBps: 0 };

/**
 * One toxic on each of the 2,450 links of 50 nodes: the control that scenarios use, against a bare loop over the proxy's API; and the same fault on
 * the same links' UDP side.
 */
export async function benchLinks(): Promise<void> {
  await withToxiproxy(async (apiUrl, links, relay) => {
    await provisionLinks(apiUrl, links, undefined);
    await provisionRelay(relay, links, undefined);
    const datagrams = new UdpLinkControl({ door: relay, links, clock: monotonicMs });
    await datagrams.prepare();
    const touched = links.filter(({ from, to }) => from < to);
    const control = createToxiproxyLinkControl({ apiUrl, links, control: probesNothing, clock: monotonicMs });
    await control.prepare();
    const bare = bareToxics(touched);
    const skews: number[] = [];
    const datagramSkews: number[] = [];
    const touchedSet = LinkSet.of(touched.map(({ from, to }) => ({ from: [from], to: [to] })));
    const measured = await sideBySide(
      [
        {
          name: 'bare loop',
          measure: () =>
            timed(
              () => postToxics(apiUrl, bare, connections),
              () => reset(apiUrl),
            ),
        },
        {
          name: 'link control',
          measure: () =>
            timed(
              async () => void skews.push(await inject(control, touched)),
              () => control.healAll(),
            ),
        },
        {
          name: 'UDP link control',
          measure: () =>
            timed(
              async () => {
                const { firstMs, lastMs } = await datagrams.begin(1, fault, touchedSet);
                datagramSkews.push(lastMs - firstMs);
              },
              async () => void (await datagrams.end(1)),
            ),
        },
      ],
      repetitions,
    );
    console.log(comparisonTable(`one toxic on each of ${bare.length} links`, 'ms', measured));
    console.log(
      comparisonTable('skew from first to last link', 'ms', [
        { name: 'link control', values: skews },
        { name: 'UDP link control', values: datagramSkews },
      ]),
    );
  });
}

function bareToxics(touched: readonly DirectedLink[]): BareToxic[] {
  return qualityToxics(fault, touched).map(({ proxy, toxic }, i) => ({
    proxy: linkName(proxy.from, proxy.to),
    body: { ...toxic, name: `bare${i}` },
  }));
}

async function timed(act: () => Promise<void>, undo: () => Promise<void>): Promise<number> {
  const startedMs = monotonicMs();
  await act();
  const tookMs = monotonicMs() - startedMs;
  await undo();
  return tookMs;
}

/** The skew, ms. */
async function inject(
  control: ReturnType<typeof createToxiproxyLinkControl>,
  touched: readonly DirectedLink[],
): Promise<number> {
  const state = stateOf(fault);
  const { firstMs, lastMs } = await control.set(touched.map((link) => ({ link, state })));
  return lastMs - firstMs;
}

function probesNothing(): never {
  throw new Error('this bench probes nothing');
}

async function withToxiproxy(
  use: (apiUrl: string, links: readonly Link[], relay: RelayDoor) => Promise<void>,
): Promise<void> {
  const { path: binary } = await ensureToxiproxy({ onNotice: (text) => console.error(text) });
  const logDirectory = await mkdtemp(join(tmpdir(), 'gossip-bench-'));
  const ports = await findPortBlock({ nodes, links: 'proxy', basePort: 0, protocol: { transport: 'tcp' } });
  const { guard, logPath } = await startGuard(
    bundlePath('guard'),
    logDirectory,
    { binary, apiPort: ports.proxyApiPort },
    () => undefined,
  );
  const relay = await startRelayChild({
    bundle: bundlePath('udp-relay'),
    seed: 1,
    logDirectory,
    guard,
    lost: () => undefined,
  });
  try {
    const apiUrl = `http://${loopback}:${ports.proxyApiPort}`;
    await awaitToxiproxy(apiUrl, logPath, never);
    const ids = Array.from({ length: nodes }, (_, id) => id);
    const at = (port: number) => `${loopback}:${port}`;
    await use(
      apiUrl,
      allLinks(
        ids,
        (from, to) => at(ports.linkPort(from, to)),
        (to) => at(ports.gossipPort(to)),
      ),
      relay.door,
    );
  } finally {
    await relay.end();
    await guard.end();
    await rm(logDirectory, { recursive: true, force: true });
  }
}
