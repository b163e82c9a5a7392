package dev.vitrine.engine.sample;

import java.util.List;

/**
 * How one token was chosen.
 *
 * @param token  the chosen id
 * @param u      the uniform draw in [0, 1): the token is the first whose cumulative probability exceeds it; NaN when greedy
 * @param base   softmax of the logits, for every token
 * @param stages what became of that, one for each processor that acted, in their order
 * @param finals what was drawn from, after the last of them; 0 for tokens left out
 */
public record Choice(int token, double u, float[] base, List<Stage> stages, float[] finals) {
    /**
     * What a processor left.
     *
     * @param processor     name in {@link Processors}
     * @param probabilities after it, for every token; 0 for tokens left out so far
     */
    public record Stage(String processor, float[] probabilities) {
    }

    /** -log of the model's own probability of the chosen token, nats. */
    public double lossNats() {
        return -Math.log(base[token]);
    }
}
