import { intoCache } from './cache.js';
import type { Way } from './installation.js';

/** Out of an image that the caller's engine has; which one, and how, is the caller's affair. */
export const image: Way = {
  source: 'image',
  title: 'the image in GOSSIP_BENCH_TOXIPROXY_IMAGE',
  async attempt(request) {
    const { fromImage, platform } = request;
    if (!fromImage) throw new Error('not set, or no engine to copy it from');
    return intoCache(request, 'image', (target) => fromImage(platform, target));
  },
};
