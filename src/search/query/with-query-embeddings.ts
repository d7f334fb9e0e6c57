import type { QueryEmbeddings } from '../embedding/query-embeddings.ts';
import type { Ranker } from '../rank-papers.ts';
import { parseQuery } from './parse-query.ts';

/**
 * Has an embeddings server encode each query before it is ranked, here and not on the ranking thread: a server that takes
 * its time holds up no other reader. Not while a word is typed, which would be a question for every letter.
 */
export function withQueryEmbeddings(ranker: Ranker, { embed }: QueryEmbeddings): Ranker {
  return {
    ...ranker,
    async rank(asked) {
      if (asked.isTyping || (asked.sort ?? 'relevance') !== 'relevance') return ranker.rank(asked);
      const remoteVector = await embed(parseQuery(asked.text).text);
      return ranker.rank({ ...asked, ...(remoteVector && { remoteVector }) });
    },
  };
}
