import { freemem } from 'node:os';
import { bytes } from '../../report/format.js';
import type { Check, Finding } from '../check.js';
import { fullScale } from '../full-scale.js';

const mebibyte = 2 ** 20;
/** Resident memory of one node, as runs measure it; rounded up. */
const perNodeBytes = 64 * mebibyte;
/** The harness, Toxiproxy with all links, and the engine's own part. */
const sharedBytes = 512 * mebibyte;

export const memory: Check = {
  name: 'free memory',
  why: 'If nodes swap or the kernel kills them, a run measures the machine instead of the protocol.',
  required: false,
  examine: () => judgeMemory(Math.min(freemem(), process.availableMemory())),
};

export function judgeMemory(freeBytes: number): Finding {
  const needed = sharedBytes + fullScale.nodes * perNodeBytes;
  const free = text(freeBytes);
  if (freeBytes >= needed) {
    return { status: 'ok', found: `${free}; ${fullScale.nodes} nodes need about ${text(needed)}` };
  }
  const nodes = Math.max(0, Math.floor((freeBytes - sharedBytes) / perNodeBytes));
  return {
    status: 'warning',
    found: `${free}: enough for ${nodes} nodes; ${fullScale.nodes} need about ${text(needed)}`,
    remedy: 'Stop other programs, or use fewer nodes.',
  };
}

function text(count: number): string {
  const { value, unit } = bytes(count);
  return `${value} ${unit}`;
}
