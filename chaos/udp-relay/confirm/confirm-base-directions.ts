import type { RelayDoor } from '../../../nodes/runtime/relay-door.js';
import { judgeCanaries } from '../../canaries/judge-canaries.js';
import type { LinkQuality } from '../../faults/link-quality.js';
import type { LinksSeen } from '../../link-control/link-control.js';
import { stateOf } from '../../link-control/link-state.js';
import type { DirectedLink } from '../../links/directed-link.js';
import { linkKey } from '../../links/directed-links.js';
import { datagramFaultsOf } from '../datagram-faults-of.js';
import { askRelay } from '../relay-client.js';
import { probeDirections } from './probe-directions.js';
import { readBackDirections } from './read-back-directions.js';

/** Over all links together, as over TCP. */
const wanted = { loss: 2_400, delay: 400 };

/** Believes the quality of the links' UDP side when it is seen: read back from the relay, and met by canaries. */
export async function confirmBaseDirections(
  quality: LinkQuality,
  linkSet: Iterable<DirectedLink>,
  door: RelayDoor,
): Promise<LinksSeen> {
  const links = [...linkSet];
  const faults = datagramFaultsOf(stateOf(quality));
  const { directions } = await askRelay(door, { ask: 'read' });
  const reports = new Map(directions.map((report) => [linkKey(report), report]));
  const differences = readBackDirections(links, () => faults, reports);
  const legs = await probeDirections(door, links, () => faults, wanted);
  const { measured, reasons } = judgeCanaries(
    legs.reduce((sum, { trials }) => sum + trials, 0),
    legs,
  );
  const found = [...differences, ...reasons];
  return { confirmed: found.length === 0, reasons: found, measured: { ...measured, lossPer: 'datagram' } };
}
