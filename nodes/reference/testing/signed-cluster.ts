import { generateKeyPairSync } from 'node:crypto';
import { freePorts } from '../../contract/testing/free-ports.js';
import type { TestCluster, TestNode } from '../../contract/testing/test-cluster.js';

export interface KeyPair {
  /** DER in base64: PKCS8 and SPKI. */
  readonly privateKey: string;
  readonly publicKey: string;
}

export function keyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}

/** So many nodes that know each other and, with ed25519, each other's keys; the last of them may attack. */
export async function startWithTraitor(
  cluster: TestCluster,
  count: number,
  auth: 'none' | 'ed25519',
): Promise<TestNode[]> {
  const ports = await freePorts(2 * count);
  const ids = Array.from({ length: count }, (_, id) => id);
  const keys = ids.map(keyPair);
  const peers = (self: number) =>
    ids
      .filter((id) => id !== self)
      .map((id) => ({ id, address: `127.0.0.1:${ports[2 * id]}`, publicKey: keys[id]?.publicKey }));
  return Promise.all(
    ids.map((id) =>
      cluster.launch(ports[2 * id] ?? 0, ports[2 * id + 1] ?? 0, {
        GOSSIP_NODE_ID: String(id),
        GOSSIP_INCARNATION: '1',
        GOSSIP_LISTEN: `127.0.0.1:${ports[2 * id]}`,
        GOSSIP_CONTROL: `127.0.0.1:${ports[2 * id + 1]}`,
        GOSSIP_PEERS: JSON.stringify(peers(id)),
        GOSSIP_PROTOCOL: JSON.stringify({ intervalMs: 20, repairIntervalMs: 100, auth }),
        GOSSIP_TOKEN: 'token-of-the-conformance-suite',
        GOSSIP_LEASE_MS: '30000',
        GOSSIP_SEED: String(id + 1),
        GOSSIP_PRIVATE_KEY: keys[id]?.privateKey ?? '',
        ...(id === count - 1 ? { GOSSIP_ALLOW_ATTACKS: '1' } : {}),
      }),
    ),
  );
}
