import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { formatNumber } from '../../report/format.js';
import type { Check, Finding } from '../check.js';
import { fullScale, fullScaleText, nodesWithin } from '../full-scale.js';

/** The proxy's listening socket, its two for a connection through it, and that of the node which dials. */
const filesPerLink = 4;

export const openFiles: Check = {
  name: 'open file limit',
  why: 'Toxiproxy opens one socket for every link and two for every connection.',
  required: false,
  examine: async () => judgeOpenFiles(await openFileLimit()),
};

export function judgeOpenFiles(limit: number): Finding {
  const needed = filesPerLink * fullScale.links;
  if (limit === Number.POSITIVE_INFINITY) return { status: 'ok', found: 'unlimited' };
  const found = formatNumber(limit);
  const scale = `${fullScaleText} need up to ${formatNumber(needed)}`;
  if (limit >= needed) return { status: 'ok', found: `${found}; ${scale}` };
  return {
    status: 'warning',
    found: `${found}: enough for ${nodesWithin(limit, filesPerLink)} nodes; ${scale}`,
    remedy: `Raise the hard limit: \`ulimit -Hn ${needed}\` as root, or \`nofile\` in /etc/security/limits.conf.`,
  };
}

/** The hard limit: Node raises the soft one up to it when it starts, and children inherit that. */
async function openFileLimit(): Promise<number> {
  if (process.platform === 'win32') return Number.POSITIVE_INFINITY;
  if (process.platform === 'linux') return parseProcLimits(await readFile('/proc/self/limits', 'utf8'));
  const { stdout } = await execa('/bin/sh', ['-c', 'ulimit -Hn']);
  return parseLimit(stdout);
}

/** The hard limit in the row `Max open files` of proc(5)'s /proc/PID/limits. */
export function parseProcLimits(text: string): number {
  const hard = /^Max open files\s+\S+\s+(\S+)/m.exec(text)?.[1];
  if (hard === undefined) throw new Error('/proc/self/limits has no row "Max open files"');
  return parseLimit(hard);
}

export const parseLimit = (text: string): number =>
  text.trim() === 'unlimited' ? Number.POSITIVE_INFINITY : Number(text);
