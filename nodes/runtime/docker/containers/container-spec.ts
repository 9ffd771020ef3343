import type { ContainerCreateOptions, HostConfig } from 'dockerode';
import type { Labels } from '../removal/labels.js';

export interface ContainerPlan {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly labels: Labels;
  /** Its id. */
  readonly network: string;
  readonly ip: string;
  /** The id of a container whose network namespace it joins, and with it network and address; absent: it has its own network. */
  readonly namespaceOf?: string | undefined;
  /** The id of a container whose volumes and mounts it has, too. They hide what the image has there. */
  readonly volumesOf?: string | undefined;
  readonly limits: Limits;
}

/** 0: none. */
export interface Limits {
  readonly memoryMiB: number;
  readonly cpus: number;
  readonly pids: number;
}

/** nobody: owns nothing in the image. */
const unprivilegedUser = '65534:65534';
const mebibyte = 1_048_576;

/** Where a node of transparent links has a disk, which outlives its restarts. */
export const statePath = '/state';

/** What every container of a run is denied: privileges, capabilities, a writable root, memory and processes without end. */
export function hardened(limits: Limits): HostConfig {
  const memory = limits.memoryMiB * mebibyte;
  return {
    Privileged: false,
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges'],
    ReadonlyRootfs: true,
    Tmpfs: { '/tmp': 'rw,noexec,nosuid,nodev,size=16m' },
    PidsLimit: limits.pids,
    // Swap would turn a lack of memory into a slowness that nobody can explain.
    ...(memory > 0 ? { Memory: memory, MemorySwap: memory } : {}),
    ...(limits.cpus > 0 ? { NanoCpus: Math.round(limits.cpus * 1e9) } : {}),
    RestartPolicy: { Name: 'no' },
    LogConfig: { Type: 'json-file', Config: { 'max-size': '4m', 'max-file': '1' } },
  };
}

/** A container on the run's network, hardened, at a fixed address, with no port published. */
export function containerOptions(plan: ContainerPlan): ContainerCreateOptions {
  const { HostConfig, ...network } = networkOf(plan);
  return {
    name: plan.name,
    Image: plan.image,
    Cmd: [...plan.command],
    Env: Object.entries(plan.environment).map(([name, value]) => `${name}=${value}`),
    Labels: { ...plan.labels },
    User: unprivilegedUser,
    HostConfig: { ...hardened(plan.limits), ...HostConfig },
    ...network,
  };
}

function networkOf({ network, ip, namespaceOf, volumesOf }: ContainerPlan): Pick<
  ContainerCreateOptions,
  'NetworkingConfig'
> & {
  HostConfig: HostConfig;
} {
  if (namespaceOf !== undefined)
    return {
      HostConfig: {
        NetworkMode: `container:${namespaceOf}`,
        ...(volumesOf === undefined ? {} : { VolumesFrom: [volumesOf] }),
      },
    };
  return {
    HostConfig: { NetworkMode: network },
    NetworkingConfig: { EndpointsConfig: { [network]: { IPAMConfig: { IPv4Address: ip } } } },
  };
}
