/** A name in the parts that bibliographies keep apart; `literal` for what is no person's or has but one part. */
export type PersonName = { literal: string } | PersonNameParts;

export interface PersonNameParts {
  given: string;
  /** "van der", in lower case; part of the name, but sorted under or after the family name. */
  particle: string;
  family: string;
  /** "Jr.", "III". */
  suffix: string;
}

/**
 * Takes a display name apart: `Ludwig van Beethoven`, `Luc Van Gool`, `Martin Luther King Jr.`, `ATLAS Collaboration`.
 * Which words are the family name can't be known of every name; the last one is, with the particles before it.
 */
export function splitName(name: string): PersonName {
  const words = name.trim().split(/\s+/);
  if (words.length < 2 || words.length > MAX_WORDS || isGroup(name)) return { literal: words.join(' ') };
  const suffix = words.length > 2 && SUFFIX.test(words.at(-1) ?? '') ? (words.pop() ?? '') : '';
  let start = words.length - 1;
  while (start > 1 && isParticle(words[start - 1] ?? '')) start -= 1;
  const family = words.slice(start);
  const particles: string[] = [];
  while (family.length > 1 && /^['’\p{Ll}]/u.test(family[0] ?? '')) particles.push(family.shift() ?? '');
  return {
    given: words.slice(0, start).join(' '),
    particle: particles.join(' '),
    family: family.join(' '),
    suffix,
  };
}

/** Of people, even with three given names and a double family name; longer is a sentence. */
const MAX_WORDS = 8;

const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/i;

function isGroup(name: string): boolean {
  return (
    /[,;&@\d:()]/.test(name) ||
    /\b(?:collaborations?|consortium|team|group|network|project|initiative|institute|university|committee|and)\b/i.test(
      name,
    )
  );
}

/** In lower case they may be any of Europe's; with a capital, only those that are hardly ever a given name. */
function isParticle(word: string): boolean {
  return (
    /^(?:af|al|av|da|das|de|degli|dei|del|della|delle|dello|den|der|des|di|do|dos|du|el|la|las|le|los|op|ten|ter|van|vom|von|y|zu|zum|zur|'t|’t)$/.test(
      word,
    ) || /^(?:Da|De|Del|Della|Den|Der|Di|Dos|Du|El|Van|Von)$/.test(word)
  );
}
