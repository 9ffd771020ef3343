import type { NodeDescription } from '../../nodes/contract/capabilities.js';

/** What is wrong where a node gossips over another transport than its links were made for; undefined where nothing is. */
export function transportNote(
  { implementation, traits }: Pick<NodeDescription, 'implementation' | 'traits'>,
  linksCarryDatagrams: boolean,
): string | undefined {
  const sendsDatagrams = traits.transport === 'udp';
  if (sendsDatagrams === linksCarryDatagrams) return undefined;
  return sendsDatagrams
    ? `${implementation} says that it gossips over UDP, and its links carry no datagrams: its manifest lacks 'transport: udp'.`
    : `${implementation} does not say that it gossips over UDP, although its manifest does: what faults did to datagrams may not have concerned it.`;
}
