import type Docker from 'dockerode';
import { CodedError } from '../../../coded-error.js';
import { type ImageSources, nodeBuildContext } from '../../../image/build-context.js';
import { hostRootFiles, hostRootFingerprint, hostRootTar } from '../../../image/host-root.js';
import type { EngineFacts } from '../engine/engine.js';
import { engineStatus, messageOf, pass } from '../engine/engine-error.js';
import { labelled, labelNames } from '../removal/labels.js';

const baseRepository = 'gossip-bench/base';
const nodeRepository = 'gossip-bench/node';
/** The engine's names of Node's architectures. */
const engineArchitectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64', arm: 'arm' };

export interface ImageNeeds {
  readonly facts: EngineFacts;
  readonly sources: ImageSources;
  readonly notice: (text: string) => void;
}

/**
 * The node image's tag, built if the engine has none of this content: base, bundles and Toxiproxy decide the tag.
 * @throws CodedError IMAGE_UNAVAILABLE
 */
export async function ensureNodeImage(engine: Docker, needs: ImageNeeds): Promise<string> {
  try {
    const base = await chooseBase(needs.facts);
    const context = await nodeBuildContext(base.tag, needs.sources);
    const tag = `${nodeRepository}:${context.hash}`;
    if (await hasImage(engine, tag)) return tag;
    if (!(await hasImage(engine, base.tag))) await base.obtain(engine, needs);
    needs.notice('building the node image');
    const labels = { [labelNames.image]: 'node' };
    await finishProgress(
      engine,
      await engine.buildImage(context.tar(), { t: tag, labels, forcerm: true, version: '1' }),
    );
    return tag;
  } catch (error) {
    const refused = engineStatus(error) !== undefined || error instanceof StepFailed;
    throw refused ? imageUnavailable(messageOf(error), error) : error;
  }
}

interface Base {
  readonly tag: string;
  obtain(engine: Docker, needs: ImageNeeds): Promise<void>;
}

/** $GOSSIP_BENCH_BASE_IMAGE; else this machine's own Node where the engine can run it; else Node's official image. */
async function chooseBase(facts: EngineFacts): Promise<Base> {
  const given = process.env.GOSSIP_BENCH_BASE_IMAGE;
  if (given) return pulled(given);
  if (process.platform === 'linux' && engineArchitectures[process.arch] === facts.arch) {
    try {
      return await hostBase();
    } catch {
      // No ldd, or a Node that it cannot take apart: the official image serves as well.
    }
  }
  return pulled(`node:${process.versions.node.split('.')[0]}-slim`);
}

async function hostBase(): Promise<Base> {
  const files = await hostRootFiles();
  const version = await hostRootFingerprint(files);
  return {
    tag: `${baseRepository}:${version}`,
    async obtain(engine, { notice }) {
      notice(`importing Node ${process.version} of this machine as base image`);
      const changes = [`LABEL ${labelNames.image}=base`];
      const importing = engine.importImage(hostRootTar(files), {
        repo: baseRepository,
        tag: version,
        changes,
      });
      await finishProgress(engine, await importing);
    },
  };
}

function pulled(tag: string): Base {
  return {
    tag,
    async obtain(engine, { notice }) {
      notice(`pulling ${tag}`);
      try {
        await finishProgress(engine, await engine.pull(tag));
      } catch (error) {
        throw imageUnavailable(`base image ${tag} cannot be pulled: ${messageOf(error)}`, error);
      }
    },
  };
}

/** A step of a build, an import or a pull failed; the message is the engine's. */
class StepFailed extends Error {}

/** Reads the engine's progress to its end. @throws StepFailed. */
export async function finishProgress(engine: Docker, progress: NodeJS.ReadableStream): Promise<void> {
  const steps = await new Promise<readonly { error?: string }[]>((resolve, reject) => {
    engine.modem.followProgress(progress, (error, output: { error?: string }[]) =>
      error ? reject(error) : resolve(output),
    );
  });
  const failure = steps.find((step) => step.error !== undefined);
  if (failure) throw new StepFailed(failure.error);
}

async function hasImage(engine: Docker, tag: string): Promise<boolean> {
  try {
    await engine.getImage(tag).inspect();
    return true;
  } catch (error) {
    if (engineStatus(error) === 404) return false;
    throw error;
  }
}

/** Removes every image that gossip-bench has built or imported; returns their tags. One in use stays. */
export async function removeImages(engine: Docker): Promise<string[]> {
  const images = await engine.listImages({ filters: labelled(labelNames.image) });
  const tags = images.flatMap(({ RepoTags }) => RepoTags ?? []);
  // Node images first: a base cannot go before what is built on it.
  for (const tag of tags.sort().reverse()) {
    // 404: gone already; 409: a container uses it.
    await engine.getImage(tag).remove().catch(pass(404, 409));
  }
  return tags;
}

function imageUnavailable(reason: string, cause: unknown): CodedError {
  return new CodedError('IMAGE_UNAVAILABLE', `no node image: ${reason}`, {
    remedy:
      'Set GOSSIP_BENCH_BASE_IMAGE to an image in the engine with Node 20 or later at /usr/local/bin/node.',
    cause,
  });
}
