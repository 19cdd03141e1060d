#!/usr/bin/env bash
# How a host starts on a store with very many runs: those that wait cost nothing in memory, and those
# that were under way are taken up in the background.
#
#   benchmark/waiting.sh [WAITING] [UNFINISHED]      1,000,000 and 100,000 by default
set -eu
waiting=${1:-1000000}
unfinished=${2:-100000}
here=$(cd "$(dirname "$0")" && pwd)
java=${JAVA_HOME:?set JAVA_HOME to the JDK 25 that the launcher uses}/bin/java
path=${TOCSIN_BENCHMARK_PATH:-$here/../target/tocsin.jar}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir "$work/classes"
"${java}c" -cp "$path" -d "$work/classes" "$here/waiting/Waiting.java"
program() {
    "$java" -Xmx512m --enable-native-access=ALL-UNNAMED -cp "$path:$work/classes" Waiting "$@"
}

program make waiting "$waiting" "$work/waiting.db"
program start "$work/waiting.db"
du -h "$work/waiting.db" | awk '{ print "store: " $1 }'
rm "$work"/waiting.db*
program make unfinished "$unfinished" "$work/unfinished.db"
program start "$work/unfinished.db"
