import { linkName } from '../../../nodes/runtime/cluster.js';
import type { DirectedLink } from '../../links/directed-link.js';
import { linkKey, reversed } from '../../links/directed-links.js';
import type { DatagramFaults } from '../model/datagram-faults.js';
import type { DirectionReport } from '../relay/relay-protocol.js';

const shown = 3;

/** Where what the relay says of directions differs from what is demanded of them; the first few by name. */
export function readBackDirections(
  links: readonly DirectedLink[],
  demandOf: (link: DirectedLink) => DatagramFaults,
  reports: ReadonlyMap<string, DirectionReport>,
): string[] {
  const differences = links.flatMap((link) => {
    const report = reports.get(linkKey(link));
    const name = linkName(link.from, link.to);
    if (!report) return [`${name}: it has no UDP relay`];
    const [asked, found] = [canonical(demandOf(link)), canonical(report.faults)];
    const isOpen = !refusesBothWays(link, demandOf);
    return [
      ...(asked === found ? [] : [`${name}: requested ${asked} for datagrams, read back ${found}`]),
      ...(report.isOpen === isOpen
        ? []
        : [`${name}: its UDP port is ${isOpen ? 'closed' : 'open, expected closed'}`]),
    ];
  });
  const rest = differences.length - shown;
  return rest > 0
    ? [...differences.slice(0, shown), `and ${rest} more directions differ from the request`]
    : differences;
}

/** Then its port is closed; where one direction alone refuses, the other one still comes out there. */
export const refusesBothWays = (
  link: DirectedLink,
  demandOf: (link: DirectedLink) => DatagramFaults,
): boolean => demandOf(link).cut === 'refuse' && demandOf(reversed(link)).cut === 'refuse';

const canonical = (faults: DatagramFaults): string =>
  Object.entries(faults)
    .filter(([, value]) => value !== 0 && value !== false)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(' ') || 'nothing';
