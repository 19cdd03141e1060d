/** What JMH measures inside one process; docs/benchmarks.md says how to run it. */
@org.jspecify.annotations.NullMarked
package dev.tocsin.benchmark;
