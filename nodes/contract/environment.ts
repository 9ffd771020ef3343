import { z } from 'zod';
import { protocolConfigSchema } from '../protocol/node/config.js';

/** Names of the environment variables by which a node is configured; the same for every implementation and language. */
export const environmentNames = {
  nodeId: 'GOSSIP_NODE_ID',
  incarnation: 'GOSSIP_INCARNATION',
  gossipListen: 'GOSSIP_LISTEN',
  controlListen: 'GOSSIP_CONTROL',
  peers: 'GOSSIP_PEERS',
  protocol: 'GOSSIP_PROTOCOL',
  token: 'GOSSIP_TOKEN',
  leaseMs: 'GOSSIP_LEASE_MS',
  seed: 'GOSSIP_SEED',
  journalCapacity: 'GOSSIP_JOURNAL_CAPACITY',
  privateKey: 'GOSSIP_PRIVATE_KEY',
  allowAttacks: 'GOSSIP_ALLOW_ATTACKS',
  hold: 'GOSSIP_HOLD',
  allowProfile: 'GOSSIP_ALLOW_PROFILE',
} as const;

/** `host:port`. */
const address = z.string().regex(/^[^\s:]+:\d{1,5}$/, 'host:port');

export const peerSchema = z.strictObject({
  id: z.int().min(0),
  /** Where this node must dial that peer: its own proxied link, or the peer itself. */
  address,
  /** Its Ed25519 key, SPKI as DER in base64: where updates are signed, none is taken of a peer without. */
  publicKey: z.base64().optional(),
});

/** A node's whole configuration, after parsing its environment. */
export const nodeEnvironmentSchema = z
  .strictObject({
    nodeId: z.int().min(0),
    /** Which life of this node this is; a restarted node gets a higher one. */
    incarnation: z.int().min(1),
    gossipListen: address,
    controlListen: address,
    peers: z.array(peerSchema),
    protocol: protocolConfigSchema,
    /** Bearer token of the control API. */
    token: z.string().min(16),
    /** The node ends by itself when no authenticated request arrived for so long. */
    leaseMs: z.int().min(1000),
    /** Seed of the node's generator; the harness derives it from the run's seed and the node id. */
    seed: z.int(),
    /** Journal events kept for reading; when more are unread the oldest are lost, and counted. */
    journalCapacity: z.int().min(100).default(200_000),
    /** This node's Ed25519 key, PKCS8 as DER in base64; needed where updates are signed, and never told to anybody. */
    privateKey: z.base64().optional(),
    /** Whether `POST /attack` is obeyed. */
    allowAttacks: z.boolean().default(false),
    /** Whether gossip waits for `POST /begin`. */
    hold: z.boolean().default(false),
    /** Whether `GET /profile` is obeyed. */
    allowProfile: z.boolean().default(false),
  })
  .superRefine(({ protocol, privateKey }, context) => {
    if (protocol.auth === 'none' || privateKey !== undefined) return;
    const message = `auth ${protocol.auth} needs a signing key`;
    context.addIssue({ code: 'custom', path: ['privateKey'], message });
  });

export type Peer = z.output<typeof peerSchema>;
export type NodeEnvironment = z.output<typeof nodeEnvironmentSchema>;
