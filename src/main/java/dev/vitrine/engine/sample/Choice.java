package dev.vitrine.engine.sample;

/**
 * How one token was chosen.
 *
 * @param token  the chosen id
 * @param u      the uniform draw in [0, 1): the token is the first whose cumulative probability exceeds it; NaN when greedy
 * @param base   softmax of the logits, for every token
 * @param finals what was drawn from, after temperature and top-k; 0 for tokens left out
 */
public record Choice(int token, double u, float[] base, float[] finals) {
    /** -log of the model's own probability of the chosen token, nats. */
    public double lossNats() {
        return -Math.log(base[token]);
    }
}
