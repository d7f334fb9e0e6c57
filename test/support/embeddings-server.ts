import type { ServerResponse } from 'node:http';
import { createSeededRandom } from '../../src/search/embedding/seeded-random.ts';
import { startRecordingServer, type RecordedRequest, type RecordingServer } from './recording-server.ts';

export interface TestEmbeddingsServer extends RecordingServer {
  /** The texts of each request, those that were refused too. */
  asked(): string[][];
  /** In place of the usual answer, for the requests to come; undefined: the usual one. */
  answerBy(odd: ((request: RecordedRequest, response: ServerResponse) => void) | undefined): void;
}

/**
 * A server on loopback that speaks the protocol of `/v1/embeddings`. Words of one of the `lines` mean the same, every
 * other word something of its own; all texts have much in common, as with real models.
 */
export async function startEmbeddingsServer(
  lines: string[],
  { dims = 48, maxTexts = 64 }: { dims?: number; maxTexts?: number } = {},
): Promise<TestEmbeddingsServer> {
  let odd: Parameters<TestEmbeddingsServer['answerBy']>[0];
  const server = await startRecordingServer({ now: () => new Date(0) }, (request, response) => {
    if (odd) return odd(request, response);
    const { input } = JSON.parse(request.body) as { input: string[] };
    if (input.length > maxTexts) return answerJson(response, 413, { error: `at most ${maxTexts} texts` });
    const data = input.map((text, index) => ({
      object: 'embedding',
      index,
      embedding: embed(text, lines, dims),
    }));
    answerJson(response, 200, { object: 'list', data: data.toReversed(), model: 'test' });
  });
  return {
    ...server,
    asked: () => server.requests.map(({ body }) => (JSON.parse(body) as { input: string[] }).input),
    answerBy: (answer) => (odd = answer),
  };
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function embed(text: string, lines: string[], dims: number): number[] {
  const sum = vectorOf('common to all', dims).map((value) => value * 2);
  for (const word of text.toLowerCase().match(/\w+/g) ?? []) {
    const meaning = lines.find((line) => line.split(' ').includes(word)) ?? word;
    vectorOf(meaning, dims).forEach((value, d) => (sum[d]! += value));
  }
  return sum;
}

function vectorOf(meaning: string, dims: number): number[] {
  const random = createSeededRandom(
    [...meaning].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) | 0, 7),
  );
  return Array.from({ length: dims }, () => random.normal());
}
