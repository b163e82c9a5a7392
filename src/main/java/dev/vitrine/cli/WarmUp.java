package dev.vitrine.cli;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/** What is measured is first run until it is compiled. */
final class WarmUp {
    private static final int RUNS = 20;
    private static final long NANOS = 4_000_000_000L;   // the JIT needs time more than runs
    private static final long LONGEST_NANOS = 20_000_000_000L;
    /** So long the JIT must have done nothing: its CPU time is not the work's. */
    private static final long QUIET_NANOS = 1_000_000_000L;

    private WarmUp() {
    }

    static void untilQuiet(Runnable work) {
        CompilationMXBean jit = ManagementFactory.getCompilationMXBean();
        long began = System.nanoTime();
        long compiling = began;
        long compiled = -1;
        long now = began;
        for (int runs = 0; runs < RUNS || now - began < NANOS
                || now - compiling < QUIET_NANOS && now - began < LONGEST_NANOS; runs++) {
            work.run();
            now = System.nanoTime();
            if (jit.getTotalCompilationTime() != compiled) {
                compiled = jit.getTotalCompilationTime();
                compiling = now;
            }
        }
    }
}
