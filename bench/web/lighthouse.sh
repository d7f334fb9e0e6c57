#!/usr/bin/env bash
# Judges the front page, a paper and a search of a running Offprint with Lighthouse (mobile) and prints the scores:
#   bench/web/lighthouse.sh http://127.0.0.1:8080
# Needs Chromium; Lighthouse 12.8.2 (the last for Node.js 20) is installed into FOLDER, by default a temporary one.
set -euo pipefail
base=${1:?usage: bench/web/lighthouse.sh ADDRESS [FOLDER]}
folder=${2:-$(mktemp -d)}
[ -x "$folder/node_modules/.bin/lighthouse" ] ||
  npm install --prefix "$folder" --no-audit --no-fund --loglevel=error lighthouse@12.8.2
paper=$(curl -sf "$base/" | grep -o 'href="/papers/[^"]*"' | head -1 | cut -d'"' -f2)
printf '%-40s %s\n' page 'performance accessibility best-practices seo'
# Result pages keep robots out on purpose, which Lighthouse counts against SEO; the page one searches from does not.
for path in / "$paper" /search '/search?q=language+models'; do
  CHROME_PATH=$(command -v chromium) "$folder/node_modules/.bin/lighthouse" "$base$path" --quiet --output=json \
    --chrome-flags='--headless=new --no-sandbox --disable-gpu' >"$folder/report.json"
  node -e 'const { categories } = JSON.parse(require("fs").readFileSync(process.argv[1])); console.log(process.argv[2].padEnd(40), Object.values(categories).map(({ score }) => score).join(" "))' \
    "$folder/report.json" "$path"
done
