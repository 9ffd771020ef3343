import { createWriteStream } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type Docker from 'dockerode';
import { extract } from 'tar-stream';
import type { ImageExtraction } from '../../toxiproxy/installation.js';
import { removeContainer } from '../containers/container.js';
import { connectEngine } from '../engine/engine.js';
import { engineStatus } from '../engine/engine-error.js';
import { runLabels } from '../removal/labels.js';
import { finishProgress } from './image.js';

/** Where Toxiproxy's official images have the server. */
const serverPath = '/toxiproxy';

/** Takes the Toxiproxy server out of the image in $GOSSIP_BENCH_TOXIPROXY_IMAGE; pulls it if the engine has it not. */
export function toxiproxyFromImage(image: string, engineHost?: string): ImageExtraction {
  return async (platform, target) => {
    const engine = connectEngine(engineHost);
    const container = await createUnstarted(engine, image, `${platform.os}/${platform.arch}`);
    try {
      await saveFile(await container.getArchive({ path: serverPath }), target);
    } finally {
      await removeContainer(container);
    }
  };
}

/** A container that never runs: an image's files can be read only through one. Clean-up knows it by its labels. */
async function createUnstarted(engine: Docker, image: string, platform: string): Promise<Docker.Container> {
  const Labels = { ...(await runLabels('toxiproxy-extraction')) };
  const create = () => engine.createContainer({ Image: image, Labels, NetworkDisabled: true });
  try {
    return await create();
  } catch (error) {
    if (engineStatus(error) !== 404) throw error;
    await finishProgress(engine, await engine.pull(image, { platform }));
    return create();
  }
}

/** The one file of the archive, executable. */
async function saveFile(archive: NodeJS.ReadableStream, target: string): Promise<void> {
  for await (const entry of archive.pipe(extract())) {
    if (entry.header.type === 'file') await pipeline(entry, createWriteStream(target));
    else entry.resume();
  }
  await chmod(target, 0o755);
}
