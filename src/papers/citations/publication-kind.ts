import type { Paper } from '../paper.ts';

/** As what a paper is cited. `other`: published somewhere that tells neither a journal nor a conference. */
export type PublicationKind = 'preprint' | 'conference' | 'journal' | 'other';

/**
 * Reads from the venue, which is free text ("Phys. Rev. D 76, 013009 (2007)", "Findings of EMNLP 2023", "submitted to
 * ApJ"), as what the paper is to be cited. A venue that tells nothing makes no claim.
 */
export function publicationKind({
  venue,
  identifiers,
}: Pick<Paper, 'venue' | 'identifiers'>): PublicationKind {
  if (isPublished(venue)) {
    if (JOURNAL_NAMED_PROCEEDINGS.test(venue)) return 'journal';
    if (CONFERENCE.test(venue)) return 'conference';
    if (JOURNAL.test(venue) || VOLUME_AND_YEAR.test(venue)) return 'journal';
    return 'other';
  }
  return preprintServer({ venue, identifiers }) ? 'preprint' : 'other';
}

/** The server that keeps a preprint: "arXiv", "bioRxiv", ...; undefined where no sign of one is. */
export function preprintServer({
  venue,
  identifiers: { arxivId, openreviewId, doi = '' },
}: Pick<Paper, 'venue' | 'identifiers'>): string | undefined {
  if (arxivId) return 'arXiv';
  const named = PREPRINT_SERVER.exec(venue ?? '')?.[1];
  if (named) return SERVER_NAMES[named.toLowerCase()] ?? named;
  if (/^10\.(?:1101|64898)\//.test(doi)) return 'bioRxiv';
  if (/^10\.21203\/rs\./.test(doi)) return 'Research Square';
  return openreviewId ? 'OpenReview' : undefined;
}

function isPublished(venue: string | null): venue is string {
  return venue !== null && /\S/.test(venue) && !PREPRINT_SERVER.test(venue) && !NOT_YET.test(venue);
}

const PREPRINT_SERVER =
  /^\W*(arxiv|corr|biorxiv|medrxiv|chemrxiv|psyarxiv|eartharxiv|engrxiv|research square|ssrn|preprints?)\b/i;

const SERVER_NAMES: { [name: string]: string } = {
  arxiv: 'arXiv',
  corr: 'arXiv',
  biorxiv: 'bioRxiv',
  medrxiv: 'medRxiv',
  chemrxiv: 'ChemRxiv',
};

const NOT_YET = /^\W*(?:submitted|under review|in preparation|in submission|work in progress)\b/i;

/** Journals that call themselves proceedings or are named for an association that also holds conferences. */
const JOURNAL_NAMED_PROCEEDINGS =
  /\bproc(?:eedings|\.)?\s*(?:of\s+)?(?:the\s+)?(?:nat(?:iona|\.?)?l?\.?\s+acad|vldb|acm on\b|ieee[\s,:(\d]*$|ieee\s+\d|r(?:oyal|oy\.?|\.)?\s+soc|am(?:erican|er\.?|\.)\s+math|lond(?:on|\.)?\s+math|cambridge phil)|\bconf\.?\s*ser\b|\b(?:pnas|pvldb|pacmpl|tacl)\b|\b(?:trans\.|transactions)\s|\btransactions (?:of|on)\b/i;

const CONFERENCE =
  /\b(?:proceedings|proc|conferences?|conf|workshops?|symposium|symp|findings of|advances in neural|neurips|nips|icml|iclr|aaai|ijcai|acl|emnlp|naacl|eacl|aacl|coling|conll|semeval|lrec|cvpr|iccv|eccv|wacv|bmvc|kdd|sigir|cikm|wsdm|recsys|chi|uist|icra|iros|rss|corl|interspeech|icassp|colt|aistats|uai|stoc|focs|soda|icalp|popl|pldi|sosp|osdi|usenix|ndss|icse|fse|vldb|sigmod|icde|miccai|isit|globecom|infocom)\b/i;

const JOURNAL =
  /\b(?:journal|letters|lett|review|reviews|rev|annals|annales|ann|acta|bulletin|bull|magazine|mag|quarterly|archiv|archives|nature|science|cell|lancet|plos|elife|j|jhep|jcap|jinst|apj|mnras|aj|pra|prb|prd|prl|phys|math|astrophys|astron|chem|biol|nucl|commun|mem|computational linguistics|neural computation|sigma|physica|zeitschrift|europhys|epl)\b/i;

/** "Found. Comput. 12 (2004) 55-70", "Order 17:4, 2001". */
const VOLUME_AND_YEAR = /\b\d{1,4}\b.*\b(?:1[89]|20)\d\d\b|\b(?:vol(?:ume)?|no|pp)\b\.?\s*\d/i;
