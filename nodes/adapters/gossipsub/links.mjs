import { isIPv4, isIPv6 } from 'node:net';
import { multiaddr } from '@multiformats/multiaddr';
import { peerIdOf } from './identity.mjs';

function tcpAddress({ host, port }) {
  const kind = isIPv4(host) ? 'ip4' : isIPv6(host) ? 'ip6' : 'dns';
  return `/${kind}/${host}/tcp/${port}`;
}

/** The address to listen at. */
export const listenAddress = (listen) => tcpAddress(listen);

/** The links of this run, and who is at their end. Nothing else may be dialled. */
export class Links {
  #peers = [];
  #addresses = new Set();
  #numbers = new Map();

  static async to(peers) {
    const links = new Links();
    for (const peer of peers) {
      const id = await peerIdOf(peer.node);
      links.#peers.push({ node: peer.node, id, address: multiaddr(`${tcpAddress(peer)}/p2p/${id}`) });
      links.#addresses.add(tcpAddress(peer));
      links.#numbers.set(id.toString(), peer.node);
    }
    return links;
  }

  get peers() {
    return this.#peers;
  }

  /** The node with this identity; undefined for a stranger. */
  nodeOf(id) {
    return this.#numbers.get(id.toString());
  }

  isLink(address) {
    return this.#addresses.has(address.toString().split('/p2p/')[0]);
  }
}
