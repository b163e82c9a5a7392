package dev.vitrine.training;

import dev.vitrine.engine.text.Tokenizer;

/** A prompt as a model of ours is used to see it: after the end token, which begins every line where there is one. */
public final class Prompts {
    private Prompts() {
    }

    public static int[] start(Tokenizer tokenizer, String prompt) {
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
