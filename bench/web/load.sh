#!/usr/bin/env bash
# Loads a running Offprint with wrk and prints requests a second and latencies for each kind of page, once for one
# address asked again and again (kept for a moment) and once for many addresses in turn (made anew each time):
#   bench/web/load.sh http://127.0.0.1:8080 [SECONDS]
# Needs wrk and curl (Debian: apt-get install wrk). CPU time of the server: pass its process id as SERVER_PID.
set -euo pipefail
base=${1:?usage: bench/web/load.sh ADDRESS [SECONDS]}
seconds=${2:-10}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

paths_in() { grep -o "href=\"$1[^\"?#]*\"" | cut -d'"' -f2 | sort -u; }
month=$(curl -sf "$base/" | paths_in /months/ | tail -1)
curl -sf "$base$month" | paths_in /days/ >"$folder/lists"
while read -r day; do curl -sf --compressed "$base$day" | paths_in /papers/; done <"$folder/lists" >"$folder/papers"
sed 's/$/.atom/' "$folder/lists" >"$folder/feeds"
curl -sf "$base/days/$(basename "$(tail -1 "$folder/lists")").json" |
  grep -o '"title":"[A-Za-z]\+ [A-Za-z]\+ [A-Za-z]\+' | cut -d'"' -f4 | tail -n +2 | tr ' ' '+' |
  sed 's#^#/search?q=#' >"$folder/searches"

cat >"$folder/paths.lua" <<'END'
local paths = {}
for path in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = path end
local at = 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], { ["Accept-Encoding"] = "gzip" })
end
END

cpu_ms() { [ -z "${SERVER_PID:-}" ] || awk '{ print ($14 + $15) * 10 }' "/proc/$SERVER_PID/stat"; }

measure() {
  local name=$1 paths=$2 connections=$3 before after
  before=$(cpu_ms)
  PATHS=$paths wrk -t1 -c"$connections" -d"${seconds}s" --latency -s "$folder/paths.lua" "$base" >"$folder/out"
  after=$(cpu_ms)
  awk -v name="$name" -v count="$(wc -l <"$paths")" -v cpu="$((${after:-0} - ${before:-0}))" '
    /50%/ { p50 = $2 } /99%/ { p99 = $2 } /requests in/ { total = $1 } /Requests\/sec/ { rate = $2 } /Non-2xx/ { bad = $NF }
    END { printf "%-22s %6d %9.0f/s %9s %9s %8s %6d\n", name, count, rate, p50, p99, (cpu > 0 && total > 0 ? sprintf("%.2f ms", cpu / total) : "-"), bad }' "$folder/out"
}

printf '%-22s %6s %11s %9s %9s %8s %6s   load %s\n' what paths rate p50 p99 cpu/req errors "$(cut -d' ' -f1 /proc/loadavg)"
for kind in lists papers feeds searches; do
  tail -1 "$folder/$kind" >"$folder/one"
  measure "$kind, one address" "$folder/one" 16
  measure "$kind, many" "$folder/$kind" 8
done
