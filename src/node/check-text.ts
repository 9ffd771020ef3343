import type { RuleOutcome } from '../../nodes/contract/check/rule.js';
import { attributes, element } from '../report/machine/xml.js';

const words: Record<RuleOutcome['status'], string> = {
  passed: 'passed',
  failed: 'FAILED',
  notClaimed: 'not claimed',
  notTried: 'not tried',
  notReached: 'not reached',
};

const widest = Math.max(...Object.values(words).map(({ length }) => length));

export const outcomeText = ({ name, title, status, reason }: RuleOutcome): string =>
  `${words[status].padEnd(widest)}  ${name}: ${reason ?? title}`;

export function checkText(node: string, rules: readonly RuleOutcome[]): string {
  const count = (status: RuleOutcome['status']): number =>
    rules.filter((rule) => rule.status === status).length;
  const rest = (['notClaimed', 'notTried', 'notReached'] as const).flatMap((status) =>
    count(status) > 0 ? [`${count(status)} ${words[status]}`] : [],
  );
  return `${node}: ${[`${count('passed')} passed`, `${count('failed')} failed`, ...rest].join(', ')}`;
}

/** A suite in which each rule is a test. */
export function checkJunit(node: string, rules: readonly RuleOutcome[]): string {
  const cases = rules.map(({ name, title, status, reason = title }) => {
    const head = { name, classname: `node-check.${node}` };
    if (status === 'passed') return element('testcase', head);
    return element(
      'testcase',
      head,
      element(status === 'failed' ? 'failure' : 'skipped', { message: reason }),
    );
  });
  const head = attributes({
    name: `node check ${node}`,
    tests: rules.length,
    failures: rules.filter(({ status }) => status === 'failed').length,
    skipped: rules.filter(({ status }) => status !== 'passed' && status !== 'failed').length,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n<testsuite${head}>\n${cases.join('\n')}\n</testsuite>\n</testsuites>\n`;
}
