package dev.vitrine.engine.metric;

import java.util.List;

/** How many references the segments of a corpus have, for a signature. */
final class ReferenceCount {
    private int least = Integer.MAX_VALUE;
    private int most;

    /** Those of a segment that are not empty, as sacreBLEU leaves the empty ones out.
     *  @throws IllegalArgumentException where none is left */
    List<String> of(List<String> references) {
        List<String> given = references.stream().filter(r -> !r.isEmpty()).toList();
        if (given.isEmpty()) {
            throw new IllegalArgumentException("a segment needs at least one reference that is not empty, got none");
        }
        least = Math.min(least, given.size());
        most = Math.max(most, given.size());
        return given;
    }

    /** {@code nrefs:} with the number, or {@code var} where it varies. */
    String signature() {
        return "nrefs:" + (least == most ? Integer.toString(most) : most == 0 ? "0" : "var");
    }
}
