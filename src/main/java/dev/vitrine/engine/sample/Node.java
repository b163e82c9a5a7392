package dev.vitrine.engine.sample;

import org.jspecify.annotations.Nullable;

/**
 * A token that a strategy has put behind another one. All of a search are a tree that grows from the prompt.
 *
 * @param id             number of the node, from 0 in the order of their making
 * @param parent         the node before it, -1 for the prompt
 * @param depth          tokens from the prompt to this one, 1 for the first
 * @param group          of beams that it belongs to, 0 where there is one
 * @param token          its id
 * @param logProbability ln of the token's probability, nats
 * @param sum            of the log-probabilities from the first token to this one
 * @param score          by which the strategy ranks the text that ends here
 * @param ended          whether nothing follows: the end token, or a stop string
 * @param choice         how it was drawn; null where a search weighed many
 */
public record Node(int id, int parent, int depth, int group, int token, double logProbability, double sum, double score, boolean ended,
                   @Nullable Choice choice) {
}
