package dev.vitrine.engine.data.source;

/**
 * One text as it is trained on: without outer white space and without a closing {@code </s>}.
 *
 * @param answer where in the value its answer begins; 0 where it is no chat, so that all of it counts
 */
public record Text(String value, int answer, Place place) {
}
