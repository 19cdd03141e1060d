#!/usr/bin/env bash
# Alerts per second from the first byte to the last call, durable, against a program that somebody
# would write by hand and that keeps nothing: same calls, same server and client libraries, same
# stub, in turn (A B A B ...), as the median of the ratios pair by pair. 64 lines, alerts of 4 KB, a
# playbook with one condition and two calls.
#
#   benchmark/service.sh [PAIRS] [ALERTS]      5 pairs of 20,000 alerts by default
set -eu
pairs=${1:-5}
alerts=${2:-20000}
here=$(cd "$(dirname "$0")" && pwd)
java=${JAVA_HOME:?set JAVA_HOME to the JDK 25 that the launcher uses}/bin/java
jar=$here/../target/tocsin.jar
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT

mkdir "$work/classes" "$work/project"
"${java}c" -cp "$jar" -d "$work/classes" "$here"/service/*.java
cp -r "$here"/service/project/. "$work/project"
stub=http://127.0.0.1:9801

"$java" -cp "$jar:$work/classes" Stub 9801 2>"$work/stub.log" &
"$java" -cp "$jar:$work/classes" Baseline 9802 "$stub" 2>"$work/baseline.log" &
(
    cd "$work/project"
    token=$("$java" --enable-native-access=ALL-UNNAMED -jar "$jar" \
        token create benchmark --role ingest:desk --store "$work/store.db" 2>"$work/token.log")
    echo "$token" >"$work/token"
    exec "$java" ${TOCSIN_BENCHMARK_JAVA:-} --enable-native-access=ALL-UNNAMED -jar "$jar" \
        serve --config service.yaml --listen 127.0.0.1:9803 --store "$work/store.db" \
        >"$work/tocsin.log" 2>"$work/tocsin.err"
) &
until grep -q 'Ctrl-C' "$work/tocsin.log" 2>/dev/null; do
    sleep 0.2
    kill -0 $! 2>/dev/null || { cat "$work"/*.log "$work"/*.err; exit 1; }
done

load() {
    "$java" -cp "$work/classes" Load "$@"
}
tocsin() {
    load http://127.0.0.1:9803/v1/alerts/desk "$stub" "$1" "$(cat "$work/token")"
}
baseline() {
    load http://127.0.0.1:9802/v1/alerts/desk "$stub" "$1" -
}

echo "warming up"
for _ in 1 2 3; do
    tocsin "$alerts" >/dev/null
    baseline "$alerts" >/dev/null
done
i=0
while [ "$i" -lt "$pairs" ]; do
    tocsin "$alerts" | tee -a "$work/a" | sed 's/^/tocsin:       /'
    baseline "$alerts" | tee -a "$work/b" | sed 's/^/by hand:      /'
    i=$((i + 1))
done
paste "$work/a" "$work/b" | awk '{
    for (i = 1; i <= NF; i++) if ($i ~ /\/s$/ && $(i+1) == "end") { sub("/s", "", $i); r[++n] = $i }
    print r[n-1] / r[n] }' | sort -n |
    awk '{ line[NR] = $1 } END { printf "ratio, median of %d pairs: %.2f\n", NR, line[int((NR + 1) / 2)] }'
du -h "$work/store.db" | awk '{ print "store: " $1 }'
