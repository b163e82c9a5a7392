package dev.vitrine.engine.sample;

/**
 * How a text is looked for. Each strategy reads its own settings.
 *
 * @param strategy      name in {@link Strategies}
 * @param beams         texts that are followed at once
 * @param groups        of beams that are kept apart; must divide {@code beams}
 * @param diversity     taken from the score of a token for each earlier group that has chosen it at the same place
 * @param lengthPenalty alpha: texts are ranked by the sum of their log-probabilities over length^alpha
 * @param early         whether the search is over as soon as so many texts have ended as are wanted; else it goes on until none that
 *                      is open could still be better than they are
 * @param nBest         texts that are wanted, at most one for each beam
 * @param candidates    most probable tokens that contrastive search weighs
 * @param alpha         weight of its penalty, from 0 to 1
 * @param draftTokens   that a draft model proposes at once
 */
public record Search(String strategy, int beams, int groups, double diversity, double lengthPenalty, boolean early, int nBest,
                     int candidates, double alpha, int draftTokens) {
    /** Token by token. */
    public static final Search DEFAULT = new Search(Strategies.SAMPLE, 4, 1, 0.5, 1, false, 1, 4, 0.6, 4);

    public Search {
        Strategies.REGISTRY.get(strategy);
        inRange("beams", beams, 1, 100_000);
        if (groups < 1 || beams % groups != 0) {
            throw new IllegalArgumentException("groups must be at least 1 and divide beams (" + beams + "), got " + groups);
        }
        inRange("diversity", diversity, 0, 100);
        inRange("length_penalty", lengthPenalty, -10, 10);
        inRange("n_best", nBest, 1, beams);
        inRange("candidates", candidates, 1, 1000);
        inRange("alpha", alpha, 0, 1);
        inRange("draft_tokens", draftTokens, 1, 64);
    }

    private static void inRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", got " + value);
        }
    }

    private static void inRange(String name, double value, int least, int most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", got " + value);
        }
    }

    public Search withStrategy(String name) {
        return new Search(name, beams, groups, diversity, lengthPenalty, early, nBest, candidates, alpha, draftTokens);
    }

    /** @param distinct groups of them that are kept apart by a diversity */
    public Search withBeams(int count, int distinct, double apart) {
        return new Search(strategy, count, distinct, apart, lengthPenalty, early, Math.min(nBest, count), candidates, alpha, draftTokens);
    }

    public Search withLengthPenalty(double exponent) {
        return new Search(strategy, beams, groups, diversity, exponent, early, nBest, candidates, alpha, draftTokens);
    }

    public Search withEarly(boolean value) {
        return new Search(strategy, beams, groups, diversity, lengthPenalty, value, nBest, candidates, alpha, draftTokens);
    }

    public Search withNBest(int wanted) {
        return new Search(strategy, beams, groups, diversity, lengthPenalty, early, wanted, candidates, alpha, draftTokens);
    }

    public Search withCandidates(int count, double weight) {
        return new Search(strategy, beams, groups, diversity, lengthPenalty, early, nBest, count, weight, draftTokens);
    }

    public Search withDraftTokens(int count) {
        return new Search(strategy, beams, groups, diversity, lengthPenalty, early, nBest, candidates, alpha, count);
    }

    /** Of a text of so many tokens, its end token among them. */
    double score(double sum, int length) {
        return sum / Math.pow(length, lengthPenalty);
    }
}
