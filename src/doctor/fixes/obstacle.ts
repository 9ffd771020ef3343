import type { FixResult } from './fix-result.js';
import { browserPackages, enginePackages, type FixFacts, type FixPlan, linkPackages } from './plan.js';

/** Why --fix must not touch this machine, and what its user can do instead; undefined where it may. */
export function obstacle(facts: FixFacts, plan: FixPlan): FixResult | undefined {
  const { system, engineNamed } = facts;
  if (!system.debianLike) {
    const text = `--fix installs on Debian and Ubuntu only; this is ${system.name}. Nothing was changed.`;
    return refused(text, steps(facts, plan, 'with the package manager of your system'));
  }
  if (!system.root) {
    const again = 'Run it as root: `sudo npx gossip-bench doctor --fix`; or by hand:';
    return refused('--fix installs as root only. Nothing was changed.', [
      again,
      ...steps(facts, plan, 'with `sudo apt-get install`'),
    ]);
  }
  if (plan.startEngine !== undefined && engineNamed !== undefined) {
    return refused(`--fix cannot start the selected engine, ${engineNamed}. Nothing was changed.`, [
      'Start that engine, or unset DOCKER_HOST and DOCKER_CONTEXT (`docker context use default`), then run --fix again.',
    ]);
  }
  return undefined;
}

const refused = (text: string, remedies: readonly string[]): FixResult => ({
  name: 'fix',
  outcome: 'refused',
  text,
  remedy: remedies.join('\n'),
});

function steps(
  { system, dockerd }: FixFacts,
  { packages, startEngine, getToxiproxy }: FixPlan,
  how: string,
): string[] {
  const desktop = system.platform === 'darwin' || system.platform === 'win32';
  const list: string[] = [];
  if (startEngine !== undefined && desktop) list.push('Install Docker Desktop and start it.');
  if (startEngine !== undefined && !desktop) {
    const names = system.debianLike ? enginePackages.names.join(' ') : 'Docker Engine and iptables';
    if (dockerd === undefined) list.push(`Install ${names} ${how}.`);
    list.push(
      `Start the engine: \`sudo ${startEngine === 'systemctl' ? 'systemctl start docker' : 'dockerd &'}\``,
    );
    list.push('Allow yourself to use it: `sudo usermod -aG docker "$USER"`, then log in again.');
  }
  if (packages.includes(linkPackages))
    list.push(`For transparent links, install ${linkPackages.names.join(' ')} ${how}.`);
  if (packages.includes(browserPackages)) {
    const names = system.debianLike ? browserPackages.names.join(' ') : 'Chromium';
    list.push(`Install ${names} ${how}, or set GOSSIP_BENCH_CHROMIUM to a Chromium.`);
  }
  if (getToxiproxy) list.push('Toxiproxy: nothing to do, the first `gossip-bench run` installs it.');
  return list;
}
