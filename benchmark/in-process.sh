#!/bin/sh
# The JMH benchmarks; what follows goes to JMH: benchmark/in-process.sh RunBenchmark -prof gc
set -eu
cd "$(dirname "$0")/.."
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java
mvn -q -B -Pbenchmark -Dformat=skip test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/benchmark.classpath
exec "$java" -cp "target/benchmark-classes:target/classes:$(cat target/benchmark.classpath)" \
    org.openjdk.jmh.Main "$@"
