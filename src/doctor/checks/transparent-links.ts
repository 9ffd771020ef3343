import { execa } from 'execa';
import { planAddresses } from '../../../nodes/runtime/docker/network/address-plan.js';
import { namespaceRules } from '../../../nodes/runtime/docker/transparent/namespace-rules.js';
import type { Check, Finding, Machine } from '../check.js';
import { engineElsewhere } from '../engine-elsewhere.js';
import { findExecutable, systemFolders } from '../find-executable.js';

export const transparentLinks: Check = {
  name: 'transparent links',
  why: 'Unmodified programs in docker reach their peers over links by rules of iptables in their network namespaces (--links transparent).',
  required: false,
  async examine({ engine, environment }) {
    const iptables = findExecutable('iptables-restore', environment, systemFolders);
    return (
      engineElsewhere(engine) ??
      judgeTransparentLinks(engine, iptables, iptables === undefined ? undefined : await trial(iptables))
    );
  },
};

/** How setting the rules of a small cluster in a network namespace of its own ended. */
export interface RulesTrial {
  readonly isSet: boolean;
  /** What iptables or the kernel said. */
  readonly said: string;
}

export function judgeTransparentLinks(
  engine: Machine['engine'],
  iptables: string | undefined,
  trial: RulesTrial | undefined,
): Finding {
  if (iptables === undefined || trial === undefined) {
    return {
      status: 'warning',
      found: 'there is no iptables: --links transparent is impossible',
      remedy: 'Run `gossip-bench doctor --fix` as root, or install the package iptables.',
    };
  }
  if (!trial.isSet) {
    return {
      status: 'warning',
      found: `${iptables} cannot set the rules: ${trial.said}`,
      remedy:
        'Load the modules as root: `modprobe -a nf_nat xt_conntrack xt_comment xt_mark xt_nat xt_REDIRECT ipt_REJECT nft_compat`. Where user namespaces are forbidden, run doctor as root.',
    };
  }
  if (engine.available && engine.rootless) {
    return {
      status: 'warning',
      found: `${iptables} sets the rules, but the engine is rootless, and may not be allowed to`,
      remedy: 'Try it: `gossip-bench run --node serf-agent --links transparent`; else use a rootful engine.',
    };
  }
  return { status: 'ok', found: `${iptables} sets the rules` };
}

const trialLimitMs = 10_000;

/** In a namespace that ends with the trial, so that this machine keeps nothing of it. */
async function trial(iptables: string): Promise<RulesTrial> {
  const addresses = planAddresses('10.0.0.0/24', 2, 'transparent');
  const rules = namespaceRules({ node: 0, peers: [1], addresses, datagrams: true });
  const { failed, stderr, shortMessage } = await execa(
    'unshare',
    [...(process.getuid?.() === 0 ? [] : ['--map-root-user']), '--net', iptables],
    { input: rules, reject: false, timeout: trialLimitMs },
  );
  return { isSet: !failed, said: (stderr || (shortMessage ?? '')).trim().split('\n').at(-1) ?? '' };
}
