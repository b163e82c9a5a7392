package dev.vitrine.ui.generate;

import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.sample.Sampling;
import java.util.ArrayList;
import java.util.List;

/** A token of a tree of texts, and how it came there. */
final class Twig {
    private final Twig parent;
    private final int depth;
    private final double logProbability;
    private final List<Twig> children = new ArrayList<>();
    private Choice choice;
    private Sampling sampling;
    private boolean byHand;

    /**
     * @param parent the token before it; null for the first after the prompt
     * @param byHand whether a person put it in the place of the drawn one
     */
    Twig(Twig parent, Choice choice, Sampling sampling, boolean byHand) {
        this.parent = parent;
        depth = parent == null ? 0 : parent.depth + 1;
        logProbability = (parent == null ? 0 : parent.logProbability) - choice.lossNats();
        again(choice, sampling, byHand);
    }

    /** The same token came here another time. */
    void again(Choice newest, Sampling by, boolean hand) {
        choice = newest;
        sampling = by;
        byHand = hand;
    }

    Twig parent() {
        return parent;
    }

    /** How many tokens of the text stand before it, without the prompt's. */
    int depth() {
        return depth;
    }

    /** ln p of the text up to and with it, nats: the sum of ln p_base along the way. */
    double logProbability() {
        return logProbability;
    }

    /** In the order in which they came. */
    List<Twig> children() {
        return children;
    }

    int token() {
        return choice.token();
    }

    Choice choice() {
        return choice;
    }

    Sampling sampling() {
        return sampling;
    }

    boolean byHand() {
        return byHand;
    }

    /** The model's own probability of it. */
    float base() {
        return choice.base()[choice.token()];
    }
}
