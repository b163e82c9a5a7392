package dev.vitrine.training;

import dev.vitrine.engine.text.SubwordTokenizer;
import dev.vitrine.engine.text.Tokenizer;
import java.util.Arrays;

/**
 * A prompt as a model is used to see it: one of ours after the end token, which begins every line where there is one; another maker's
 * after what its tokenizer puts before a text, which may be nothing.
 */
public final class Prompts {
    private Prompts() {
    }

    /** A line as a model is trained on it: between two end tokens, where there are such. */
    static int[] line(Tokenizer tokenizer, String line) {
        int[] ids = start(tokenizer, line);
        if (tokenizer.endId() < 0) {
            return ids;
        }
        int[] all = Arrays.copyOf(ids, ids.length + 1);
        all[ids.length] = tokenizer.endId();
        return all;
    }

    public static int[] start(Tokenizer tokenizer, String prompt) {
        if (tokenizer instanceof SubwordTokenizer foreign && foreign.hasOwnBegin()) {
            int[] begun = foreign.begun(prompt);
            return begun.length > 0 || tokenizer.endId() < 0 ? begun : new int[] {tokenizer.endId()};
        }
        int[] ids = tokenizer.encode(prompt);
        if (tokenizer.endId() < 0) {
            return ids.length == 0 ? new int[] {tokenizer.unknownId()} : ids;
        }
        int[] all = new int[ids.length + 1];
        all[0] = tokenizer.endId();
        System.arraycopy(ids, 0, all, 1, ids.length);
        return all;
    }
}
