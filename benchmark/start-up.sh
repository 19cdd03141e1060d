#!/usr/bin/env bash
# Whole commands against a hello-world JVM, in turn (A B A B ...), as medians of the ratios pair by
# pair: so they mean something on a machine whose speed drifts. In bash, because its `time` counts
# milliseconds.
#
#   benchmark/start-up.sh [PAIRS]      15 pairs by default
set -eu
pairs=${1:-15}
here=$(cd "$(dirname "$0")" && pwd)
tocsin=$here/../tocsin
java=${JAVA_HOME:?set JAVA_HOME to the JDK 25 that the launcher uses}/bin/java
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/Hello.java" <<'END'
public class Hello {
    public static void main(String[] words) {
        System.out.println("hello");
    }
}
END
"${java}c" -d "$work" "$work/Hello.java"

mkdir -p "$work/many/playbooks"
i=1
while [ "$i" -le 1000 ]; do
    sed "s/^playbook: .*/playbook: contain-and-report-$i/" "$here/playbook-120.yaml" \
        >"$work/many/playbooks/$i.yaml"
    i=$((i + 1))
done
mkdir "$work/many/.git"

# Prints wall and CPU milliseconds of a command whose output nobody reads.
measure() {
    local TIMEFORMAT='%3R %3U %3S'
    { time "$@" >"$work/out" 2>&1; } 2>&1 | awk '{ printf "%d %d", $1 * 1000, ($2 + $3) * 1000 }'
}

median() {
    sort -n | awk '{ line[NR] = $1 } END { print line[int((NR + 1) / 2)] }'
}

compare() {
    name=$1
    shift
    "$@" >"$work/out" 2>&1 || { cat "$work/out"; exit 1; }
    : >"$work/pairs"
    i=0
    while [ "$i" -lt "$pairs" ]; do
        echo "$(measure "$@") $(measure "$java" -cp "$work" Hello)" >>"$work/pairs"
        i=$((i + 1))
    done
    printf '%-28s wall %5s ms, %6s x hello   cpu %5s ms, %6s x hello\n' "$name" \
        "$(awk '{ print $1 }' "$work/pairs" | median)" \
        "$(awk '{ printf "%.2f\n", $1 / $3 }' "$work/pairs" | median)" \
        "$(awk '{ print $2 }' "$work/pairs" | median)" \
        "$(awk '{ printf "%.2f\n", $2 / $4 }' "$work/pairs" | median)"
}

compare 'validate, 120 lines' "$tocsin" validate "$here/playbook-120.yaml"
compare 'run, 30 steps' "$tocsin" run "$here/playbook-30-steps.yaml"
pairs=5
compare 'validate, 1000 x 120 lines' "$tocsin" validate "$work/many/playbooks"
