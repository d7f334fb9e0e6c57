#!/usr/bin/env bash
# Exports the newest ten thousand papers of a running Offprint in every format and has the reference managers' own
# tools read them: bench/web/citations.sh http://127.0.0.1:8080
# Needs pandoc, bibtool, bibutils and python3 (Debian: apt-get install pandoc bibtool bibutils python3).
set -euo pipefail
base=${1:?usage: bench/web/citations.sh ADDRESS}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for extension in bib biblatex ris csl.json csv; do
  curl -sf "$base/index.$extension" -o "$folder/papers.$extension"
  printf 'index.%-10s %9d bytes\n' "$extension" "$(wc -c <"$folder/papers.$extension")"
done
count() { python3 -c 'import json, sys; print(len(json.load(open(sys.argv[1]))))' "$1"; }

pandoc -f bibtex -t csljson "$folder/papers.bib" -o "$folder/from-bibtex.json" 2>"$folder/complaints"
echo "pandoc, BibTeX:     $(count "$folder/from-bibtex.json") papers, $(wc -l <"$folder/complaints") complaints"
pandoc -f biblatex -t csljson "$folder/papers.biblatex" -o "$folder/from-biblatex.json" 2>"$folder/complaints"
echo "pandoc, BibLaTeX:   $(count "$folder/from-biblatex.json") papers, $(wc -l <"$folder/complaints") complaints"
if pandoc --list-input-formats | grep -qx ris; then
  pandoc -f ris -t csljson "$folder/papers.ris" -o "$folder/from-ris.json" 2>"$folder/complaints"
  echo "pandoc, RIS:        $(count "$folder/from-ris.json") papers, $(wc -l <"$folder/complaints") complaints"
fi
bibtool -q "$folder/papers.bib" -o "$folder/bibtool.bib" 2>"$folder/complaints" || true
echo "bibtool, BibTeX:    $(grep -c '^@' "$folder/bibtool.bib") papers, $(wc -l <"$folder/complaints") complaints"
echo "bibutils, BibTeX:   $(bib2xml -i utf8 "$folder/papers.bib" 2>/dev/null | grep -c '<mods ') papers"
echo "bibutils, RIS:      $(ris2xml -i utf8 "$folder/papers.ris" 2>/dev/null | grep -c '<mods ') papers"

# What CSL-JSON says, against what pandoc reads in the BibTeX: titles without letter case, spaces and markup.
python3 - "$folder/papers.csl.json" "$folder/from-bibtex.json" <<'END'
import json, re, sys, unicodedata

def plain(text):
    text = unicodedata.normalize('NFKC', re.sub(r'<[^>]+>|\$', '', text or ''))
    return re.sub(r'[^\w]', '', text).lower()

def names(item):
    return [plain(''.join(name.get(part, '') for part in ('given', 'dropping-particle', 'non-dropping-particle', 'family', 'suffix', 'literal')))
            for name in item.get('author', [])]

def month(item):
    return item.get('issued', {}).get('date-parts', [[None]])[0][:2]

ours, theirs = (json.load(open(path)) for path in sys.argv[1:])
same = {'title': 0, 'authors': 0, 'date': 0, 'identifier': 0}
for mine, read in zip(ours, theirs):
    same['title'] += plain(mine['title']) == plain(read.get('title'))
    same['authors'] += names(mine) == names(read)
    same['date'] += month(mine) == month(read)
    same['identifier'] += mine.get('DOI') == read.get('DOI') and mine.get('URL') == read.get('URL')
print('kept from CSL-JSON by way of BibTeX and pandoc:', ', '.join(f'{name} {count}' for name, count in same.items()), f'of {len(ours)}')
END
