/**
 * What a run leaves behind for people and programs that watch it: its numbers as CSV, JSON lines and TensorBoard events, and
 * its events as JSON lines. May use training; the only package that knows Logback.
 */
package dev.vitrine.training.metrics;
