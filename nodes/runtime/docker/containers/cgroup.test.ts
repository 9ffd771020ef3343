import { expect, test } from 'vitest';
import { cgroupResources, findCgroup, parseCgroup } from './cgroup.js';

const id = 'f2ca1bb6c7e9';

test.each([
  [
    'v1',
    `11:memory:/docker/${id}\n4:cpu,cpuacct:/docker/${id}\n1:name=systemd:/docker/${id}\n0::/docker/${id}\n`,
    {
      cpu: `/sys/fs/cgroup/cpu,cpuacct/docker/${id}/cpuacct.usage`,
      memoryUsage: `/sys/fs/cgroup/memory/docker/${id}/memory.usage_in_bytes`,
      memoryStat: `/sys/fs/cgroup/memory/docker/${id}/memory.stat`,
    },
  ],
  [
    'v2',
    `0::/system.slice/docker-${id}.scope\n`,
    {
      cpu: `/sys/fs/cgroup/system.slice/docker-${id}.scope/cpu.stat`,
      memoryUsage: `/sys/fs/cgroup/system.slice/docker-${id}.scope/memory.current`,
      memoryStat: `/sys/fs/cgroup/system.slice/docker-${id}.scope/memory.stat`,
    },
  ],
  ['another process', '4:cpu,cpuacct:/user.slice\n0::/user.slice\n', undefined],
])('the files of a container are found in its process: %s', (_, text, files) => {
  expect(parseCgroup(text, id)).toEqual(files);
});

test('a process of this machine that is no container has no group of one', async () => {
  expect(await findCgroup(process.pid, id)).toBeUndefined();
});

test.each([
  ['v1', '1500000000\n', 'inactive_file 20\ntotal_inactive_file 30\n', { cpuMs: 1_500, memoryBytes: 70 }],
  [
    'v2',
    'usage_usec 1500000\nuser_usec 1\n',
    'anon 9\ninactive_file 20\n',
    { cpuMs: 1_500, memoryBytes: 80 },
  ],
  ['a cache larger than all', '0\n', 'inactive_file 200\n', { cpuMs: 0, memoryBytes: 0 }],
])('CPU time and memory are read from %s', (_, cpu, stat, resources) => {
  expect(cgroupResources(cpu, '100\n', stat)).toEqual(resources);
});
