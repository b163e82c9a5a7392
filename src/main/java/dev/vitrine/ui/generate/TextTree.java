package dev.vitrine.ui.generate;

import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.sample.TextSoFar;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.Command;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** All that the weights of one state wrote after one prompt: texts that begin alike share their beginning. */
final class TextTree {
    private final String run;
    private final String who;
    private final Tokenizer tokenizer;
    private final Prompt prompt;
    private final Command.WeightsAt weights;
    private final String stateHash;
    private final List<Twig> first = new ArrayList<>();

    /**
     * @param run       model type
     * @param who       whose weights these are, for a person
     * @param stateHash of the run's state that has these weights; empty where they are no run's
     */
    TextTree(String run, String who, Tokenizer tokenizer, Prompt prompt, Command.WeightsAt weights, String stateHash) {
        this.run = run;
        this.who = who;
        this.tokenizer = tokenizer;
        this.prompt = prompt;
        this.weights = weights;
        this.stateHash = stateHash;
    }

    /** Whether another text of this prompt and state belongs here too. */
    boolean fits(Prompt other, String hash) {
        return prompt.equals(other) && stateHash.equals(hash);
    }

    /** Adds a token; where the same one stands already, that one is returned. @param after null for the prompt */
    Twig add(Twig after, Choice choice, Sampling sampling, boolean byHand) {
        List<Twig> siblings = after == null ? first : after.children();
        for (Twig twig : siblings) {
            if (twig.token() == choice.token()) {
                twig.again(choice, sampling, byHand);
                return twig;
            }
        }
        Twig twig = new Twig(after, choice, sampling, byHand);
        siblings.add(twig);
        return twig;
    }

    /** Tokens that follow the prompt at once, in the order in which they came. */
    List<Twig> first() {
        return first;
    }

    /** The tokens from the first to this one; none for null. */
    static List<Twig> path(Twig last) {
        ArrayDeque<Twig> path = new ArrayDeque<>();
        for (Twig t = last; t != null; t = t.parent()) {
            path.addFirst(t);
        }
        return new ArrayList<>(path);
    }

    /** Ids of the prompt and of the text up to and with a token. @param last null for the prompt alone */
    int[] ids(Twig last) {
        return IntStream.concat(IntStream.of(prompt.ids()), path(last).stream().mapToInt(Twig::token)).toArray();
    }

    /** What follows a token follows this. @param last null for the prompt alone */
    TextSoFar text(Twig last) {
        int[] ids = ids(last);
        return new TextSoFar(ids, prompt.ids().length, ids.length);
    }

    /** How a token was chosen. */
    Moment moment(Twig twig) {
        return new Moment(run, step(), IntStream.of(ids(twig.parent())).boxed().toList(), prompt.ids().length, twig.choice(),
                twig.sampling(), null, twig.byHand());
    }

    Prompt prompt() {
        return prompt;
    }

    Command.WeightsAt weights() {
        return weights;
    }

    int step() {
        return weights.step();
    }

    String stateHash() {
        return stateHash;
    }

    /** Whose weights wrote this. */
    String who() {
        return who;
    }

    /** Whether they are a state's of the run in the window. */
    boolean ofRun() {
        return !stateHash.isEmpty();
    }

    String run() {
        return run;
    }

    Tokenizer tokenizer() {
        return tokenizer;
    }

    /** What was added to the prompt, as a person reads it; where a line ended, a new one begins. */
    String continuation(Twig last) {
        String before = lines(prompt.ids());
        String whole = lines(ids(last));
        return whole.startsWith(before) ? whole.substring(before.length())
                : lines(path(last).stream().mapToInt(Twig::token).toArray());
    }

    private String lines(int[] ids) {
        StringBuilder text = new StringBuilder();
        int from = ids.length > 0 && ids[0] == tokenizer.endId() ? 1 : 0;
        for (int i = from; i < ids.length; i++) {
            if (ids[i] == tokenizer.endId()) {
                text.append(tokenizer.decode(Arrays.copyOfRange(ids, from, i))).append('\n');
                from = i + 1;
            }
        }
        return text.append(tokenizer.decode(Arrays.copyOfRange(ids, from, ids.length))).toString();
    }
}
