package dev.vitrine.training.metrics;

import java.io.IOException;

/** Takes the numbers of a run, step by step. */
interface MetricFile extends AutoCloseable {
    void row(MetricRow row) throws IOException;

    /** Lets others see what was written. */
    void flush() throws IOException;

    @Override
    void close() throws IOException;
}
