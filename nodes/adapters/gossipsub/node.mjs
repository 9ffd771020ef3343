import { createHash } from 'node:crypto';
import { noise } from '@chainsafe/libp2p-noise';
import { yamux } from '@chainsafe/libp2p-yamux';
import { gossipsub } from '@libp2p/gossipsub';
import { identify } from '@libp2p/identify';
import { tcp } from '@libp2p/tcp';
import { createLibp2p } from 'libp2p';
import { Counters } from './counters.mjs';
import { keyOf } from './identity.mjs';
import { now, say } from './lines.mjs';
import { Links, listenAddress } from './links.mjs';
import { Names } from './names.mjs';
import { mostValueBytes, optionsOf } from './settings.mjs';
import { decodeUpdate, encodeUpdate } from './update.mjs';
import { View } from './view.mjs';

const topic = 'updates';
const dialTimeoutMs = 5_000;

/** Maps the contract to gossipsub: a write is a message of one topic. */
export class GossipNode {
  #options;
  #links;
  #libp2p;
  #hasBegun = false;
  #hasMesh = false;
  #view = new View();
  #names = new Names();
  #counters = new Counters();
  #waiting = [];

  constructor(init) {
    this.init = init;
    this.#options = optionsOf(init);
  }

  /** Throws where the parameters make no sense to gossipsub. */
  async make() {
    this.#links = await Links.to(this.init.peers);
    this.#libp2p = await createLibp2p({
      start: false,
      privateKey: await keyOf(this.init.node),
      // Peers are told of no address at all: each has a link of its own to this node.
      addresses: { listen: [listenAddress(this.init.listen)], announceFilter: () => [] },
      transports: [tcp()],
      connectionEncrypters: [noise()],
      streamMuxers: [yamux()],
      connectionGater: {
        denyDialMultiaddr: (address) => !this.#links.isLink(address),
        denyInboundConnection: () => !this.#hasBegun,
        denyInboundEncryptedConnection: (id) => this.#links.nodeOf(id) === undefined,
      },
      // Each of these is a limit for an address, and the nodes of a run may share one.
      connectionManager: {
        inboundConnectionThreshold: 10_000,
        maxIncomingPendingConnections: 1_000,
        maxConnections: 5_000,
      },
      metrics: () => this.#counters.libp2p,
      services: {
        identify: identify(),
        pubsub: gossipsub({
          ...this.#options,
          metricsRegister: this.#counters.gossipsub,
          metricsTopicStrToLabel: new Map(),
          // Used where messages are not signed, and have no number.
          msgIdFn: this.#options.globalSignaturePolicy === 'StrictNoSign' ? hashOf : undefined,
        }),
      },
    });
    this.#pubsub.addEventListener('gossipsub:message', ({ detail }) => this.#receive(detail));
    this.#pubsub.addEventListener('gossipsub:heartbeat', () => this.#publishWaiting());
    this.#pubsub.addEventListener('gossipsub:graft', () => this.#publishWaiting());
  }

  /** Listens. Until begin it turns everybody away, and dials nobody. */
  async listen() {
    await this.#libp2p.start();
    this.#pubsub.subscribe(topic);
  }

  get #pubsub() {
    return this.#libp2p.services.pubsub;
  }

  obey({ type, ask, ...order }) {
    if (type === 'begin') this.#begin();
    else if (type === 'write') this.#write(order);
    else if (type === 'view') say('view', { ask, ...this.#view.summary() });
    else if (type === 'counters') say('counters', { ask, counters: this.#counters.totals });
    else if (type === 'clock') say('clock', { ask, t: now() });
  }

  #begin() {
    this.#hasBegun = true;
    this.#dial(({ node }) => node > this.init.node);
    setInterval(() => this.#dial(() => true), this.init.parameters.redialInterval);
  }

  /** Dials those peers that there is no connection with. A pair shares one, whoever dialled it. */
  #dial(isMeant) {
    for (const { id, address } of this.#links.peers.filter(isMeant)) {
      if (this.#libp2p.getConnections(id).length > 0) continue;
      this.#libp2p.dial(address, { signal: AbortSignal.timeout(dialTimeoutMs) }).catch(() => {
        // The peer is not there, or its link is cut: the next turn tries again.
      });
    }
  }

  #write({ update: name, key, value: text }) {
    const value = text === undefined ? undefined : Buffer.from(text, 'base64');
    if (value && value.byteLength > mostValueBytes) {
      say('refused', { update: name, reason: `a value has ${mostValueBytes} bytes at most` });
      return;
    }
    const update = { name, key, value, version: this.#view.stamp() };
    this.#names.add(name);
    this.#view.put(update);
    say('written', { update: name, t: now() });
    this.#waiting.push(update);
    this.#publishWaiting();
  }

  /** Without a peer in its mesh gossipsub would send a message to nobody; with a first few, to them alone. Such messages wait. */
  #publishWaiting() {
    const enough = this.#hasMesh ? 1 : Math.max(1, Math.min(this.#options.Dlo, this.#links.peers.length));
    if (!this.#hasBegun || this.#pubsub.getMeshPeers(topic).length < enough) return;
    this.#hasMesh = true;
    for (const update of this.#waiting.splice(0)) {
      this.#pubsub.publish(topic, encodeUpdate(update)).catch((error) => {
        process.stderr.write(`update ${update.name} is not published: ${error.message}\n`);
        this.#waiting.push(update);
      });
    }
  }

  #receive({ propagationSource, msg }) {
    let update;
    try {
      update = decodeUpdate(msg.data);
    } catch (error) {
      process.stderr.write(`a message is no update: ${error.message}\n`);
      return;
    }
    if (!this.#names.add(update.name)) return;
    this.#view.put(update);
    say('received', { update: update.name, t: now(), from: this.#links.nodeOf(propagationSource) });
  }
}

const hashOf = ({ data }) => createHash('sha256').update(data).digest();
