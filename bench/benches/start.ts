import { timeBareStart } from '../../nodes/runtime/docker/containers/bare-containers.js';
import { detectEngine } from '../../nodes/runtime/docker/engine/engine.js';
import { messageOf } from '../../nodes/runtime/docker/engine/engine-error.js';
import { checkNeighbourTable } from '../../nodes/runtime/docker/network/neighbour-table.js';
import { awaitFullMembership, benchRuntime, nodeLimits, withCluster } from './cluster-start.js';
import { comparisonTable } from './comparison-table.js';
import { sideBySide } from './side-by-side.js';

const sizes = [10, 25, 50];
const repetitions = 5;
const parallelism = 8;
const knownLimitMs = 60_000;

/** Until docker nodes with all their links are up and know each other, against the engine's bare create-and-start. */
export async function benchStart(): Promise<void> {
  const runtime = benchRuntime('docker');
  // Builds the image and returns its tag.
  const image = await withCluster(
    runtime,
    { nodes: 2, links: 'proxy' },
    async ({ versions }) => versions.image!,
  );
  for (const nodes of sizes) {
    const start = (links: 'proxy' | 'direct') => async (): Promise<number> => {
      const startedMs = performance.now();
      return withCluster(runtime, { nodes, links }, async (cluster) => {
        await awaitFullMembership(cluster, knownLimitMs);
        return (performance.now() - startedMs) / 1000;
      });
    };
    const measured = await sideBySide(
      [
        {
          name: 'bare engine',
          measure: async () =>
            (await timeBareStart({ image, count: nodes, parallelism, limits: nodeLimits })) / 1000,
        },
        { name: 'nodes, proxied links', measure: start('proxy') },
        ...((await directLinksFit(nodes)) ? [{ name: 'nodes, direct links', measure: start('direct') }] : []),
      ],
      repetitions,
    );
    console.log(`${comparisonTable(`start of ${nodes} docker nodes`, 's', measured)}\n`);
  }
}

/** Says so where they do not: a kernel holds few neighbours by default. */
async function directLinksFit(nodes: number): Promise<boolean> {
  const engine = await detectEngine(3_000);
  if (!engine.available) return false;
  try {
    await checkNeighbourTable(nodes, 'direct', engine);
    return true;
  } catch (error) {
    console.log(`Without direct links: ${messageOf(error)}.\n`);
    return false;
  }
}
