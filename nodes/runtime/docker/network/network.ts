import type Docker from 'dockerode';
import { CodedError } from '../../../coded-error.js';
import { engineStatus, messageOf, pass } from '../engine/engine-error.js';
import type { Labels } from '../removal/labels.js';

export interface RunNetwork {
  /** Names of networks need not be unique, ids are. */
  readonly id: string;
  readonly subnet: string;
}

const attempts = 8;

/**
 * Creates the run's own network: internal, so that nothing in it reaches further. Fixed addresses need a subnet of
 * the user's choice, and only the engine knows which are free: so it chooses one, and that one is then pinned.
 */
export async function createRunNetwork(engine: Docker, name: string, labels: Labels): Promise<RunNetwork> {
  for (let attempt = 1; ; attempt += 1) {
    const subnet = await chooseSubnet(engine, name, labels);
    try {
      const { id } = await createNetwork(engine, name, labels, subnet);
      return { id, subnet };
    } catch (error) {
      // Another run was given the same subnet between our removal and our creation.
      if (attempt === attempts || !/overlap/i.test(messageOf(error))) throw error;
    }
  }
}

async function chooseSubnet(engine: Docker, name: string, labels: Labels): Promise<string> {
  const network = await createNetwork(engine, name, labels).catch((error: unknown) => {
    throw engineStatus(error) !== undefined && /address pool/i.test(messageOf(error))
      ? poolsExhausted(error)
      : error;
  });
  const inspection: Docker.NetworkInspectInfo = await network.inspect();
  await network.remove().catch(pass(404));
  const subnet = inspection.IPAM?.Config?.find((pool) => pool.Subnet?.includes('.'))?.Subnet;
  if (subnet === undefined) throw new Error(`the engine gave network ${name} no IPv4 subnet`);
  return subnet;
}

function createNetwork(
  engine: Docker,
  name: string,
  labels: Labels,
  subnet?: string,
): Promise<Docker.Network> {
  return engine.createNetwork({
    Name: name,
    Driver: 'bridge',
    Internal: true,
    Labels: labels,
    ...(subnet === undefined ? {} : { IPAM: { Driver: 'default', Config: [{ Subnet: subnet }] } }),
  });
}

function poolsExhausted(cause: unknown): CodedError {
  return new CodedError('ENGINE_UNAVAILABLE', 'the engine has no free subnet for another network', {
    remedy: 'Remove unused networks: `gossip-bench clean`, then `docker network prune`.',
    cause,
  });
}
