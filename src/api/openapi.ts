import { z } from 'zod';
import { apiOperations, type ApiOperation } from './api-operations.ts';

const SCHEMAS = '#/components/schemas/';

/** The description of the API for programs (https://spec.openapis.org/oas/v3.1.0), of an instance at `baseUrl`. */
export function openApi({ baseUrl, version }: { baseUrl: string; version: string }) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Offprint',
      version,
      summary: 'Research papers: search, lists, what is trending and why.',
      description:
        'For pages of any origin, without a key; what is a person’s own needs her API token. Problems are answered as a sentence under `error`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: baseUrl }],
    paths: Object.fromEntries(
      apiOperations.map((operation) => [operation.path, { get: describe(operation) }]),
    ),
    components: {
      schemas: componentSchemas(),
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function describe({ id, summary, parameters, path, answers, needsToken }: ApiOperation) {
  return {
    operationId: id,
    summary,
    ...(needsToken && { security: [{ token: [] }] }),
    parameters: parameters.map(({ name, meaning, schema, isRequired }) => ({
      name,
      in: path.includes(`{${name}}`) ? 'path' : 'query',
      ...(isRequired && { required: true }),
      description: meaning,
      schema: withoutDialect(z.toJSONSchema(schema, { io: 'input' })),
    })),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [
        status,
        { description: meanings[Number(status)] ?? '', content: contentOf(answer) },
      ]),
    ),
  };
}

const meanings: { [status: number]: string } = {
  200: 'The answer',
  400: 'The parameters make no sense; the sentence says why',
  401: 'There is no such token',
  404: 'No such paper is here',
};

function contentOf(answer: z.ZodType | string) {
  if (typeof answer === 'string') return { [answer]: { schema: { type: 'string' } } };
  return { 'application/json': { schema: { $ref: `${SCHEMAS}${answer.meta()?.id}` } } };
}

/** Every schema that has a name, those within others too; they refer to each other by it. */
function componentSchemas() {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { uri: (id) => `${SCHEMAS}${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => [id, { ...withoutDialect(schema), $id: undefined }]),
  );
}

/** The description as a whole names the dialect. */
function withoutDialect(schema: object) {
  return { ...schema, $schema: undefined };
}
