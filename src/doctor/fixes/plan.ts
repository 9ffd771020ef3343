import type { HostSystem } from '../host-system.js';

/** What decides what is to be done. */
export interface FixFacts {
  readonly system: HostSystem;
  readonly engineAnswers: boolean;
  /** Set where an engine was named that --fix cannot start: another machine's, or another socket. */
  readonly engineNamed: string | undefined;
  readonly dockerd: string | undefined;
  /** Of transparent links; an engine that is installed here brings it along. */
  readonly iptables: string | undefined;
  readonly toxiproxyFound: boolean;
  /** Whether one is asked for and missing. */
  readonly browserNeeded: boolean;
}

export interface FixPlan {
  /** Groups that are installed one after the other: what one lacks does not keep the other away. */
  readonly packages: readonly PackageGroup[];
  readonly startEngine: 'systemctl' | 'dockerd' | undefined;
  readonly getToxiproxy: boolean;
}

export interface PackageGroup {
  readonly purpose: string;
  readonly names: readonly string[];
}

/** docker.io only recommends iptables, without which the daemon does not start. */
export const enginePackages: PackageGroup = { purpose: 'engine', names: ['docker.io', 'iptables'] };
export const linkPackages: PackageGroup = { purpose: 'transparent links', names: ['iptables'] };
export const browserPackages: PackageGroup = {
  purpose: 'browser',
  names: ['chromium', 'fonts-dejavu-core'],
};

/** What is missing, whoever may do it. */
export function planFixes(facts: FixFacts): FixPlan {
  const { system, engineAnswers, engineNamed, dockerd, iptables, browserNeeded } = facts;
  const isEngineNeeded = !engineAnswers && dockerd === undefined;
  const isEngineHere = engineNamed === undefined && system.debianLike;
  return {
    packages: [
      ...(isEngineNeeded ? [enginePackages] : []),
      ...(!isEngineNeeded && isEngineHere && iptables === undefined ? [linkPackages] : []),
      ...(browserNeeded ? [browserPackages] : []),
    ],
    startEngine: engineAnswers ? undefined : system.systemd ? 'systemctl' : 'dockerd',
    getToxiproxy: !facts.toxiproxyFound,
  };
}

export const nothingToDo = ({ packages, startEngine, getToxiproxy }: FixPlan): boolean =>
  packages.length === 0 && startEngine === undefined && !getToxiproxy;
