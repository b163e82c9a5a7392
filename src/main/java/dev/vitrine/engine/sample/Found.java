package dev.vitrine.engine.sample;

/**
 * A text that a strategy has found.
 *
 * @param ids            that were added to the prompt, without the end token
 * @param ended          whether it came to its end, by the end token or a stop string, and not to the most tokens
 * @param logProbability sum of ln p of its tokens, the end token's too, nats
 * @param score          by which texts are ranked, the higher the better
 */
public record Found(int[] ids, boolean ended, double logProbability, double score) {
}
