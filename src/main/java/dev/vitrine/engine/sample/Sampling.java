package dev.vitrine.engine.sample;

/**
 * How a token is chosen. The order is temperature, then top-k, then the draw.
 *
 * @param temperature divides the logits; 0 takes the most probable token, the lowest id among equals
 * @param topK        keeps the k most probable tokens; 0 keeps all
 * @param seed        of the draws: same seed, settings and weights give the same text
 */
public record Sampling(double temperature, int topK, long seed) {
    public static final Sampling GREEDY = new Sampling(0, 0, 1);

    public Sampling {
        if (!(temperature >= 0) || temperature > 100) {
            throw new IllegalArgumentException("temperature must be from 0 (most probable token) to 100, got " + temperature);
        }
        if (topK < 0) {
            throw new IllegalArgumentException("top_k must be 0 (all tokens) or more, got " + topK);
        }
    }
}
