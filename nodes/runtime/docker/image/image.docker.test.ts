import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { connectEngine, type EngineFacts, requireEngine } from '../engine/engine.js';
import { engineObjects, openWorkshop, type Workshop } from '../testing/docker-cluster.js';
import { describeWithEngine } from '../testing/engine-available.js';
import { ensureNodeImage, finishProgress } from './image.js';
import { toxiproxyFromImage } from './toxiproxy-image.js';

const engine = connectEngine();
let workshop: Workshop;
let facts: EngineFacts;
const notices: string[] = [];

function ensure(toxiproxy?: string): Promise<string> {
  const { nodeBundle: node, gatewayBundle: gateway, loadBundle: load, relayBundle: relay } = workshop.options;
  return ensureNodeImage(engine, {
    facts,
    sources: { node, gateway, load, relay, toxiproxy },
    notice: (text) => notices.push(text),
  });
}

describeWithEngine('the node image', () => {
  beforeAll(async () => {
    workshop = await openWorkshop();
    facts = await requireEngine(engine, 5_000);
    return () => workshop.remove();
  });
  afterEach(() => {
    notices.length = 0;
    vi.unstubAllEnvs();
  });

  test('is built once for its content', async () => {
    const extra = join(workshop.folder, 'extra');
    await writeFile(extra, `unlike any other: ${process.pid} ${performance.now()}`);
    const tag = await ensure(extra);
    try {
      expect(notices.at(-1)).toBe('building the node image');
      notices.length = 0;
      expect(await ensure(extra)).toBe(tag);
      expect(notices).toEqual([]);
      expect((await engine.getImage(tag).inspect()).Config.Labels).toEqual({ 'gossip-bench.image': 'node' });
    } finally {
      await engine.getImage(tag).remove();
    }
  });

  test('gives a Toxiproxy server back, as an image of its makers would', async () => {
    const root = pack();
    root.entry({ name: 'toxiproxy', mode: 0o755 }, 'the server');
    root.finalize();
    const name = `gossip-bench-test-toxiproxy:${process.pid}`;
    const [repo, tag] = name.split(':');
    const changes = ['CMD ["/toxiproxy"]'];
    await finishProgress(engine, await engine.importImage(Readable.from(root), { repo, tag, changes }));
    try {
      const target = join(workshop.folder, 'toxiproxy-server');
      await toxiproxyFromImage(name)({ os: 'linux', arch: facts.arch }, target);
      expect(await readFile(target, 'utf8')).toBe('the server');
      expect((await stat(target)).mode & 0o111).toBe(0o111);
      expect(await engineObjects('toxiproxy-extraction')).toEqual([]);
    } finally {
      await engine.getImage(name).remove();
    }
  });

  test('takes a given base, and says what to do where it cannot be had', async () => {
    const missing = 'gossip-bench-test.invalid/no-such-image:1';
    vi.stubEnv('GOSSIP_BENCH_BASE_IMAGE', missing);
    await expect(ensure()).rejects.toMatchObject({
      code: 'IMAGE_UNAVAILABLE',
      message: expect.stringContaining(missing),
      remedy: expect.stringContaining('GOSSIP_BENCH_BASE_IMAGE'),
    });
    expect(notices).toEqual([`pulling ${missing}`]);
  });
});
