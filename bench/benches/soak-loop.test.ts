import { type ChildProcess, spawn } from 'node:child_process';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { leaksBetween } from './soak-leaks.js';
import { soak } from './soak-loop.js';

const ends: (() => Promise<unknown> | unknown)[] = [];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-soak-test-'));
  ends.push(() => rm(folder, { recursive: true }));
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const options = { cycles: 10, limitMs: 60_000, warmUpCycles: 2, onCycle: () => undefined };

async function leaveDescriptor(): Promise<void> {
  const handle: FileHandle = await open('/dev/null');
  ends.push(() => handle.close());
}

async function leaveChild(): Promise<void> {
  const child: ChildProcess = spawn('sleep', ['60'], { stdio: 'ignore' });
  ends.push(() => child.kill('SIGKILL'));
}

async function leaveFile(): Promise<void> {
  await mkdtemp(join(folder, 'left-'));
}

async function leaveMemory(): Promise<void> {
  const kept = Array.from({ length: 200_000 }, (_, i) => ({ i }));
  ends.push(() => kept.length);
}

test.each([
  ['a descriptor', leaveDescriptor, /^Descriptors grew/],
  ['a child process', leaveChild, /^Child processes grew/],
  ['a temporary file', leaveFile, /^Temporary files grew/],
  ['memory', leaveMemory, /^The heap, in bytes, grew/],
] as const)('%s that each cycle leaves is a leak', async (_, leave, told) => {
  const { leaks, cycles } = await soak(leave, { ...options, folder });
  expect(cycles).toBe(10);
  expect(leaks).toContainEqual(expect.stringMatching(told));
});

test('it ends at its limit of time, however many cycles are asked for', async () => {
  const { cycles } = await soak(() => new Promise((resolve) => setTimeout(resolve, 20)), {
    ...options,
    folder,
    cycles: 1_000_000,
    limitMs: 100,
  });
  expect(cycles).toBeLessThan(100);
});

test('what did not grow, or by no more than chance, is no leak', () => {
  const held = { descriptors: 30, children: 0, heapBytes: 20e6, temporaryFiles: 1 };
  expect(leaksBetween(held, held)).toEqual([]);
  expect(leaksBetween(held, { ...held, descriptors: 31, heapBytes: 22e6, temporaryFiles: 0 })).toEqual([]);
});
