import { describe, expect, it } from 'vitest';
import { judgeToxiproxy } from './toxiproxy.js';

describe('Toxiproxy', () => {
  const failed = [{ way: 'the cache', reason: '/c/toxiproxy-server does not exist' }];
  const nowhere = { found: undefined, failed };

  it('that is found is told with its version, place and source', () => {
    const found = { path: '/c/toxiproxy-server', version: '2.12.0', source: 'cache' } as const;
    expect(judgeToxiproxy({ found, failed: [] }, undefined)).toEqual({
      status: 'ok',
      found: '2.12.0, /c/toxiproxy-server (in the cache)',
    });
  });

  it.each([
    [
      'a warning where Go can build it',
      { go: '/bin/go', releaseFailure: undefined },
      'warning',
      'builds 2.12.0 with /bin/go',
    ],
    [
      'a warning where its release answers',
      { go: undefined, releaseFailure: undefined },
      'warning',
      'downloads 2.12.0',
    ],
    [
      'missing where there is no way',
      { go: undefined, releaseFailure: 'no network' },
      'missing',
      'does not answer: no network',
    ],
  ] as const)('that does not exist is %s', (_, ways, status, found) => {
    const finding = judgeToxiproxy(nowhere, ways);
    expect(finding.status).toBe(status);
    expect(finding.found).toContain(found);
    expect(finding.found).toContain('the cache: /c/toxiproxy-server does not exist');
    expect(finding.remedy).toMatch(status === 'missing' ? /GOSSIP_BENCH_TOXIPROXY/ : /doctor --fix/);
  });
});
