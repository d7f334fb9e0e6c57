import { existsSync } from 'node:fs';
import type { Option } from './config.ts';

/** What search by meaning goes by; a part of the table in config.ts. */
export const searchOptions: Option[] = [
  {
    name: 'model',
    variable: 'OFFPRINT_MODEL',
    default: '',
    meaning:
      'File of the embedding model for search by meaning; empty: the one that comes with Offprint; none: search by words alone. After a change, papers are encoded anew in the background.',
    problem: (value) =>
      value === '' || value === 'none' || existsSync(value)
        ? undefined
        : 'must name a file that exists, or be none or empty',
  },
  {
    name: 'embeddingsUrl',
    variable: 'OFFPRINT_EMBEDDINGS_URL',
    default: '',
    meaning:
      'Address of a server with a stronger embedding model, http://localhost:11434 for example; it speaks the protocol of /v1/embeddings (Ollama, vLLM, llama.cpp, text-embeddings-inference, OpenAI). Papers are encoded in the background; while it does not answer, the built-in model does.',
    problem: (value) => (value === '' || isHttpUrl(value) ? undefined : 'must be an http(s) address'),
  },
  {
    name: 'embeddingsModel',
    variable: 'OFFPRINT_EMBEDDINGS_MODEL',
    default: '',
    meaning:
      'Name of the model on that server; empty where it has only one. After a change, papers are encoded anew.',
  },
  {
    name: 'embeddingsKey',
    variable: 'OFFPRINT_EMBEDDINGS_KEY',
    default: '',
    secret: 'whole',
    meaning: 'Key that the embeddings server wants, sent as a bearer token.',
  },
];

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
