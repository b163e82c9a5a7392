package dev.vitrine.engine.data.source;

/**
 * Where a text stands.
 *
 * @param unit   what the file is counted in: line, element, row; empty for the file itself
 * @param number from 1
 */
public record Place(String file, String unit, long number) {
    @Override
    public String toString() {
        return unit.isEmpty() ? file : file + ": " + unit + " " + number;
    }
}
