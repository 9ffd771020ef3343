import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../../../image/bundle.js';
import { protocolConfigSchema } from '../../../protocol/node/config.js';
import type { ClusterPlan } from '../../cluster.js';
import { findToxiproxy } from '../../toxiproxy/ensure-toxiproxy.js';

const source = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

/** The Toxiproxy server that this machine has, if any; nothing is fetched for a test. */
export const toxiproxyServer = async () => (await findToxiproxy()).found?.path;

/** A folder with the programs of a run in it, so that whatever runs of them can be found by its path. */
export class Workshop {
  readonly directory: string;
  readonly nodeBundle: string;
  #logs = 0;

  private constructor(directory: string) {
    this.directory = directory;
    this.nodeBundle = join(directory, 'node.mjs');
  }

  static async open(): Promise<Workshop> {
    const workshop = new Workshop(await mkdtemp(join(tmpdir(), 'gossip-bench-process-')));
    await workshop.build('nodes/reference/main.ts', 'node.mjs');
    await workshop.build('nodes/runtime/clean-up/guard.ts', 'guard.mjs');
    await workshop.build('chaos/udp-relay/relay/main.ts', 'udp-relay.mjs');
    const toxiproxy = await toxiproxyServer();
    if (toxiproxy) await symlink(toxiproxy, workshop.toxiproxy);
    return workshop;
  }

  get toxiproxy(): string {
    return join(this.directory, 'toxiproxy-server');
  }

  async build(entry: string, outfile: string): Promise<string> {
    const path = join(this.directory, outfile);
    await bundle(source(entry), path, '0.0.0');
    return path;
  }

  async plan(change: Partial<ClusterPlan> = {}): Promise<ClusterPlan> {
    this.#logs += 1;
    const logDirectory = join(this.directory, `logs-${this.#logs}`);
    await mkdir(logDirectory);
    return {
      runId: 'test',
      nodes: 3,
      protocol: protocolConfigSchema.parse({ intervalMs: 50, heartbeatIntervalMs: 50 }),
      links: 'direct',
      seed: 1,
      logDirectory,
      leaseMs: 30_000,
      limits: { memoryMiB: 0, cpus: 0 },
      basePort: 0,
      allowAttacks: false,
      ...change,
    };
  }

  /** Ids of the processes that run a program of this folder. */
  async processes(): Promise<number[]> {
    const ids = (await readdir('/proc')).map(Number).filter((id) => id > 0);
    const ours = await Promise.all(ids.map(async (id) => (await this.#runsHere(id)) && id));
    return ours.filter((id): id is number => id !== false);
  }

  async close(): Promise<void> {
    await rm(this.directory, { recursive: true });
  }

  async #runsHere(id: number): Promise<boolean> {
    try {
      return (await readFile(`/proc/${id}/cmdline`, 'utf8')).includes(this.directory);
    } catch {
      // It ended between the listing and the look.
      return false;
    }
  }
}
