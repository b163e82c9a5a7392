/** Benchmarks, compiled and run by the profile {@code bench} alone. */
package dev.vitrine.bench;
