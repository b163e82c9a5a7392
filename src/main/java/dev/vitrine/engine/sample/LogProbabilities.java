package dev.vitrine.engine.sample;

import java.util.Arrays;

/** How probable a model finds a text. */
public final class LogProbabilities {
    private LogProbabilities() {
    }

    /** ln p of each token behind the prompt, given all before it, nats, by the model itself, whatever it was chosen by. */
    public static double[] of(Decoder decoder, int[] prompt, int[] ids) {
        int[] text = Arrays.copyOf(prompt, prompt.length + ids.length);
        System.arraycopy(ids, 0, text, prompt.length, ids.length);
        int vocabulary = decoder.model().config().vocabularySize();
        double[] logs = new double[ids.length];
        for (int i = 0; i < ids.length; i++) {
            logs[i] = new Scores(decoder.kernels(), decoder.read(text, prompt.length + i), 0, vocabulary).logProbabilities()[ids[i]];
        }
        return logs;
    }
}
