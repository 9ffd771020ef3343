import { resultTargets } from './result-targets.js';
import { specTargets } from './spec-targets.js';
import type { Target } from './target.js';

export const targets: readonly Target[] = [...specTargets, ...resultTargets];

/** @throws Error where there is none of that name, since the name is written in the program */
export function targetOf(name: string): Target {
  const target = targets.find((one) => one.name === name);
  if (!target)
    throw new Error(`there is no target ${name}; targets are ${targets.map((one) => one.name).join(', ')}`);
  return target;
}
