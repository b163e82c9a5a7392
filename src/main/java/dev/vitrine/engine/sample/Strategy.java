package dev.vitrine.engine.sample;

import java.util.List;

/** A way to find what follows a prompt. */
@FunctionalInterface
public interface Strategy {
    /** @return texts, the best first: one, or as many as were asked for, where a search has found them */
    List<Found> write(Assignment assignment);
}
