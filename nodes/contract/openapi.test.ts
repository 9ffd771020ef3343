import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { openApiDocument } from './openapi.js';

test('openapi.yaml is the text of the schemas (renew it with npx vitest run nodes/contract -u)', async () => {
  await expect(stringify(openApiDocument(), { lineWidth: 0 })).toMatchFileSnapshot('openapi.yaml');
});
