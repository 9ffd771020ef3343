import fc from 'fast-check';
import { stringify } from 'yaml';
import { metricPaths } from '../../bench/result/metric-paths.js';
import { parseSpecYaml } from '../../bench/spec/input/document.js';
import { type SpecField, specFields } from '../../bench/spec/input/fields.js';
import { resolveSpec } from '../../bench/spec/input/resolve.js';
import { toSpecInput } from '../../bench/spec/input/to-input.js';
import { entryDocument, parseSuite } from '../../bench/spec/suite.js';
import { askedThreshold, checkThreshold } from '../../bench/spec/thresholds.js';
import { expandSchedule } from '../../chaos/schedule/schedule.js';
import { timelineText } from '../../chaos/spec/timeline-text.js';
import { readSpecFile } from '../experiment/read-spec-file.js';
import { listScenarios } from '../scenarios/library.js';
import { mutated, scrambled } from './mutate.js';
import type { Target } from './target.js';

/** Every field with its default or its example. */
const wholeSpec = (fields: readonly SpecField[]): Record<string, unknown> =>
  Object.fromEntries(
    fields.map(({ path, fields: within, defaultValue, example }) => [
      path.at(-1)!,
      within ? wholeSpec(within) : (defaultValue ?? example ?? 1),
    ]),
  );

/** Half of them as they were made, half with signs of YAML put in. */
function asYaml(trees: fc.Arbitrary<object>): fc.Arbitrary<string> {
  const texts = fc.oneof(
    trees.map((tree) => stringify(tree)),
    trees.map((tree) => JSON.stringify(tree)),
  );
  return fc.oneof(texts, scrambled(texts));
}

function readSpec(text: string): void {
  const spec = resolveSpec(parseSpecYaml(text, 'spec.yaml'));
  resolveSpec(parseSpecYaml(stringify(toSpecInput(spec)), 'again.yaml'));
  const { chaos, seed, cluster } = spec;
  if (!chaos) return;
  expandSchedule(chaos, { nodes: cluster.nodes, seed });
  timelineText(chaos, { nodes: cluster.nodes, seed });
}

const scenarios = async (): Promise<object[]> => {
  const listed = await listScenarios();
  return Promise.all(listed.map(async ({ path }) => ({ ...(await readSpecFile(path)).fields, seed: 1 })));
};

const specs: Target = {
  name: 'specs',
  inputs: async () => {
    const { chaos: _c, sim: _s, ...plain } = wholeSpec(specFields);
    return asYaml(
      mutated([{ ...wholeSpec(specFields), runtime: 'sim', seed: 1 }, { ...plain, seed: 1 }, {}]),
    );
  },
  read: readSpec,
};

const chaos: Target = {
  name: 'scenarios',
  inputs: async () => asYaml(mutated(await scenarios())),
  read: readSpec,
};

const suites: Target = {
  name: 'suites',
  inputs: async () =>
    asYaml(
      mutated([
        {
          name: 'quick',
          repeat: 2,
          entries: { a: { spec: { cluster: { nodes: 3 } } }, b: { scenario: 'wan', spec: { seed: 1 } } },
        },
      ]),
    ),
  read: (text) => {
    const document = parseSpecYaml(text, 'suite.yaml');
    for (const [name, { spec }] of Object.entries(parseSuite(document).entries)) {
      resolveSpec(entryDocument(document, name, spec));
    }
  },
};

const name = fc.oneof(fc.constantFrom(...metricPaths.keys()), fc.string());
const bound = fc.oneof(
  fc.constantFrom(
    '0',
    '1',
    '-1',
    '100%',
    '1e999',
    '5ms',
    '1m30s',
    '1e308h',
    '0x1',
    '',
    'NaN',
    '+.5s',
    '1e-400',
  ),
  fc.double().map(String),
  fc.string(),
);

const thresholds: Target = {
  name: 'thresholds',
  inputs: async () =>
    fc
      .tuple(
        name,
        fc.constantFrom('<', '<=', '>', '>=', '==', '!=', '=', '', '=>'),
        bound,
        fc.constantFrom('', ' ', '\n'),
      )
      .map(([figure, operator, value, gap]) => `${figure}${gap}${operator}${gap}${value}`),
  read: (text) => checkThreshold(askedThreshold(text), { reach: 0.5 }),
};

export const specTargets: readonly Target[] = [specs, chaos, suites, thresholds];
