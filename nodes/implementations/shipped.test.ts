import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../package-root.js';
import { findImplementation, shippedNames } from './find-implementation.js';
import { resolveParameters } from './parameters.js';
import { readManifest } from './read-manifest.js';

const adapters = join(packageRoot(), 'nodes', 'adapters');

const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

describe.each(shippedNames())('the adapter %s', (name) => {
  it('has a manifest whose defaults are within its own bounds, and a page', () => {
    const { manifest, folder } = findImplementation(name);
    expect(manifest.name).toBe(name);
    expect(resolveParameters(manifest, { own: {}, standard: {} }).problems).toEqual([]);
    expect(existsSync(join(folder, 'README.md'))).toBe(true);
  });
});

it('what adapters are built with beside their own folder is there, and is no adapter itself', () => {
  const shared = shippedNames().flatMap((name) => {
    const { manifest, folder } = findImplementation(name);
    return (manifest.build?.with ?? []).map((path) => join(folder, path));
  });
  expect(shared.length).toBeGreaterThan(1);
  for (const folder of shared) {
    expect(existsSync(join(folder, 'go.mod'))).toBe(true);
    expect(existsSync(join(folder, 'gossip-node.yaml'))).toBe(false);
  }
});

it('the node to start from in Erlang reads JSON as the adapter does', () => {
  const template = join(packageRoot(), 'nodes', 'implementations', 'templates', 'erlang');
  expect(filesOf(template)['tiny_json.erl']).toBe(
    filesOf(join(adapters, 'gen-server', 'src'))['tiny_json.erl'],
  );
});

it('a parameter is set by its own name before its standard one, and by its default last', () => {
  const { manifest } = findImplementation('memberlist');
  const set = (own: object, standard: object) =>
    resolveParameters(manifest, { own: { ...own }, standard }).parameters.gossipNodes;
  expect(set({}, {})).toBe(3);
  expect(set({}, { fanout: 5 })).toBe(5);
  expect(set({ gossipNodes: 4 }, { fanout: 5 })).toBe(4);
});

it.each([
  [{ gossipNodes: 'many' }, {}, 'gossipNodes', 'expected a whole number, got "many"'],
  [{ gossipNodes: 65 }, {}, 'gossipNodes', 'expected at most 64, got 65'],
  [{ gossipInterval: '1 fortnight' }, {}, 'gossipInterval', 'expected a duration such as 200ms or 2s'],
  [{ enableCompression: 'perhaps' }, {}, 'enableCompression', 'expected true or false'],
  [{ constructor: 1 }, {}, 'constructor', 'memberlist has no such parameter'],
  [{ colour: 1 }, {}, 'colour', 'memberlist has no such parameter; it has gossipInterval (interval)'],
])('%j and %j are refused by name', (own, standard, name, text) => {
  const { manifest } = findImplementation('memberlist');
  const { problems } = resolveParameters(manifest, { own, standard });
  expect(problems).toMatchObject([{ name, text: expect.stringContaining(text) }]);
});

describe.each(['__proto__', 'constructor', 'prototype', 'toString'])('the name %s', (name) => {
  it('is refused as a parameter of a manifest, with its place', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gossip-bench-manifest-'));
    const path = join(folder, 'gossip-node.yaml');
    try {
      writeFileSync(path, `name: mine\ncommand: [node]\nparameters:\n  ${name}: { type: int, default: 3 }\n`);
      expect(() => readManifest(path)).toThrow(
        `${path}:4:3: no field or parameter can have the name ${name}`,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
