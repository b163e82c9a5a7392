package dev.vitrine.engine.sample;

import java.util.List;

/**
 * What one turn of a strategy has come to.
 *
 * @param text  prompt and the best text so far, without the end token; its ids may be written on after the call
 * @param nodes that are new: one where a text grows token by token, those that are still in the running where beams are searched
 */
public record Progress(TextSoFar text, List<Node> nodes) {
    /** The best of the new nodes: where a text grows token by token, its newest token. */
    public Node newest() {
        return nodes.getFirst();
    }

    /** Is told of each turn, on the thread that works. */
    @FunctionalInterface
    public interface Listener {
        /** @return false to stop: what was found so far is the result */
        boolean grown(Progress progress);
    }
}
