package dev.vitrine.engine.text;

/**
 * A token and where it comes from.
 *
 * @param id    of the token
 * @param begin of its characters in the text
 * @param end   after its characters; equal to the beginning for a token that stands for none
 */
public record Span(int id, int begin, int end) {
}
