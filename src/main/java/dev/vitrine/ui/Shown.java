package dev.vitrine.ui;

/**
 * A number that a view shows now, as its text stands on the screen, with its address.
 *
 * @param value the number behind the text
 */
public record Shown(String text, double value, Source source) {
}
