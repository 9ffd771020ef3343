import { describe, expect, it } from 'vitest';
import { type FolderSpace, judgeDiskSpace } from './disk-space.js';

const gibibyte = 2 ** 30;

describe('disk space', () => {
  const folder = (part: Partial<FolderSpace>): FolderSpace => ({
    purpose: 'results',
    path: '/r',
    freeBytes: 2 * gibibyte,
    neededBytes: gibibyte,
    writable: true,
    ...part,
  });

  it.each([
    [[folder({})], 'ok', '2 GiB for results', undefined],
    [[folder({ freeBytes: 1024 })], 'warning', '1,024 B|1 KiB', 'Free 1 GiB at /r.*--out'],
    [
      [folder({}), folder({ purpose: 'cache', path: '/c', writable: false })],
      'warning',
      '/c is not writable',
      'GOSSIP_BENCH_CACHE_DIR',
    ],
  ] as const)('of %j is %s', (folders, status, found, remedy) => {
    const finding = judgeDiskSpace(folders);
    expect(finding.status).toBe(status);
    expect(finding.found).toMatch(new RegExp(found));
    if (remedy === undefined) expect(finding.remedy).toBeUndefined();
    else expect(finding.remedy).toMatch(new RegExp(remedy));
  });
});
