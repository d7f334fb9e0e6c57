import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';
import { z } from 'zod';
import { expect, test } from 'vitest';
import { makePaperRecord, makePaperRecords } from '../../test/support/make-paper-record.ts';
import { openSite } from '../../test/support/open-site.ts';
import { apiOperations, type ApiOperation, type ApiParameter } from './api-operations.ts';
import { openApi } from './openapi.ts';

const records = [
  ...makePaperRecords(12, { links: { code: 'https://github.com/a/b' }, venue: 'ACL' }),
  makePaperRecord({
    sourceId: 'hep-th/9901001',
    doi: '10.1000/x',
    publishedOn: '1999',
    title: 'Sorting $\\alpha$ networks',
    versions: [{ number: 1, submittedOn: '1999-01-01' }],
  }),
];

// Written anew by: npx vitest run src/api/openapi.test.ts -u
test('the description is valid OpenAPI 3.1, and the one that is published', async () => {
  const description = openApi({ baseUrl: 'http://127.0.0.1:8080', version: '0.1.0' });
  const text = `${JSON.stringify(description, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../docs/api/openapi.json');
  expect(await new Validator().validate(text)).toMatchObject({ valid: true });
});

test('every address that the site answers under /api is described', async () => {
  const site = await openSite();
  const answered = new Set(
    site.app.routes
      .filter(({ method, path }) => method === 'GET' && path.startsWith('/api/') && !path.includes('*'))
      .map(({ path }) => path.replace(/:(\w+)(?:\{[^}]*\})?/g, '{$1}')),
  );
  answered.delete('/api/openapi.json');
  const described = new Set(apiOperations.map(({ path }) => path));
  expect([...answered].filter((path) => !described.has(path))).toEqual([]);
});

/** What programs may send: what the description allows, identifiers that are here, and anything else. */
const anyValue = (parameter: ApiParameter): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom('sorting', '2608.00003', 'arxiv:hep-th/9901001', '10.1000/x', '2608.99999', '1', '3'),
    fc.constantFrom(...valuesOf(parameter)),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(
      '',
      '0',
      '-1',
      '1e3',
      '../..',
      '"',
      '%00',
      'a'.repeat(300),
      '2026-08-20',
      '2026-W34',
      '2026-08',
    ),
  );

/** Those that the schema lists. */
function valuesOf({ schema }: ApiParameter): string[] {
  const { enum: values } = z.toJSONSchema(schema, { io: 'input' });
  return values?.map(String) ?? ['cs.CL'];
}

const anyRequest: fc.Arbitrary<[ApiOperation, string]> = fc
  .constantFrom(...apiOperations)
  .chain((operation) =>
    fc
      .record(Object.fromEntries(operation.parameters.map((one) => [one.name, anyValue(one)])), {
        requiredKeys: operation.parameters.filter(({ isRequired }) => isRequired).map(({ name }) => name),
      })
      .map((values) => [operation, addressOf(operation, values)]),
  );

function addressOf({ path }: ApiOperation, values: { [name: string]: string }): string {
  const { id, ...rest } = values;
  const inPath = path.replace('{id}', encodeURIComponent((id ?? '').replace(/\p{Surrogate}/gu, '') || 'x'));
  return `${inPath}?${new URLSearchParams(rest)}`;
}

test('whatever is asked, the answer is one that the description has', { timeout: 60_000 }, async () => {
  const site = await openSite({ records });
  await fc.assert(
    fc.asyncProperty(anyRequest, async ([operation, address]) => {
      const answer = await site.get(address);
      const described = operation.answers[answer.status];
      expect(described, `${address} answered ${answer.status}`).toBeDefined();
      if (described instanceof z.ZodType) {
        const { error } = described.safeParse(await answer.json());
        expect(error, address).toBeUndefined();
      } else {
        expect(answer.headers.get('Content-Type'), address).toContain(described);
      }
    }),
    { numRuns: 300 },
  );
});
