import type { Context } from 'hono';
import { formatCount } from '../lib/format-count.ts';
import { ALONE_SIMILARITY, NEAREST, WEIGHT } from '../search/fusion/meaning-bonus.ts';
import { OTHER_FORM_SHARE } from '../search/query/expand-acronyms.ts';
import { relevanceParameters, type RelevanceParameters } from '../search/scoring/relevance.ts';
import { answerPage } from './page.tsx';
import { ParameterName } from './parameter-name.tsx';
import type { Site } from './site.ts';

const meanings: { [name in keyof RelevanceParameters]: string } = {
  k1: 'The higher, the more a word’s second, third and further occurrences count.',
  titleWeight: 'An occurrence in the title counts as so many in the abstract.',
  titleLengthShare: 'How much a long title is held against its words, from 0 to 1.',
  abstractLengthShare: 'How much a long abstract is held against its words, from 0 to 1.',
  authorWeight: 'An author’s name counts as so many occurrences in the abstract.',
  venueWeight: 'The name of the journal or conference counts as so many.',
  exactShare:
    'The share of a word’s weight that is given only to the word as typed; the rest is for any of its forms.',
  coordination:
    'How strongly a missing word is held against a paper: the exponent of the share of words present.',
  lengthFade: 'How fast the two above lose their weight when the query is a long description.',
};

/** `/about/search`: how hits are ranked, with every number of the code that ranks them. */
export function showAboutSearch(site: Site, c: Context): Response {
  return answerPage(site, c, {
    title: 'How search ranks',
    section: 'about',
    description: 'How Offprint finds and ranks papers for a query: the formula and every number in it.',
    canonicalPath: '/about/search',
    main: (
      <article class="narrow">
        <h1>How search ranks</h1>
        <p>
          Two rankings are made of every query, one by its words and one by its meaning, and added up. Nothing
          else counts: neither who you are, nor what others clicked, nor how popular a paper is. Each hit
          shows what put it in its place under <em>Why this paper</em>.
        </p>
        <h2>By words</h2>
        <p>
          A word counts the more, the fewer papers have it (BM25F, Robertson and Zaragoza 2009): its
          occurrences in title, abstract, authors and venue are weighted, divided by the field’s relative
          length, added up and then saturated.
        </p>
        <pre>
          {`rarity(word) = ln(1 + (papers - with word + 0.5) / (with word + 0.5))
count(word)  = sum over fields of weight * occurrences / relative length
words        = sum over words of rarity * count / (k1 + count)
               * (share of the query's words that the paper has)^coordination`}
        </pre>
        <table class="data">
          <thead>
            <tr>
              <th scope="col">Number</th>
              <th scope="col">Value</th>
              <th scope="col">What it does</th>
            </tr>
          </thead>
          <tbody>
            {(Object.keys(meanings) as (keyof RelevanceParameters)[]).map((name) => (
              <tr key={name}>
                <th scope="row">
                  <ParameterName name={name} />
                </th>
                <td>{relevanceParameters[name]}</td>
                <td>{meanings[name]}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <h2>By meaning</h2>
        <p>
          A small model of word meanings, trained on the text of papers and run on this machine, turns the
          query and every paper into a direction. The {formatCount(NEAREST)} papers nearest to the query gain
          by it:
        </p>
        <pre>
          {`score = words + ${WEIGHT} * highest possible * known * (likeness - likeness of the last of the ${NEAREST})
known = the share of the query's words, by rarity, that the model has learnt`}
        </pre>
        <p>
          A paper without any of the words is shown only where its likeness is at least {ALONE_SIMILARITY}.
          Your query goes to no other service.
        </p>
        <h2>What else is done</h2>
        <p>
          A query that is a paper’s title puts that paper first. A number, a DOI or an address leads straight
          to its paper. Words that one paper writes apart and another as one, or with a hyphen, find each
          other; what joins them counts as far as papers usually join them. So do an acronym and the words
          that papers themselves say it stands for: the form that you did not type counts {OTHER_FORM_SHARE}{' '}
          of what you did. A word that no paper has is taken for a misspelling of one that many have, and the
          page says so. <em>Newest first</em> keeps only papers that have all the words. The same code answers
          the page, the feeds, the API and the command line; it is judged on collections with known answers by{' '}
          <code>bin/offprint eval</code>.
        </p>
      </article>
    ),
  });
}
