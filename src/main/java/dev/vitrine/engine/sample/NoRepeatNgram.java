package dev.vitrine.engine.sample;

import java.util.Arrays;

/**
 * Leaves out each token that would end a sequence of n tokens which the text, prompt included, has already. Paulus et al. 2017,
 * arXiv:1705.04304, section 2.5. Where that would leave none, all stay: the text cannot but repeat itself.
 */
final class NoRepeatNgram implements Processor {
    @Override
    public boolean acts(Sampling sampling) {
        return sampling.noRepeatNgram() > 0;
    }

    @Override
    public void apply(Scores scores, Sampling sampling, TextSoFar text) {
        int before = sampling.noRepeatNgram() - 1;   // tokens of the sequence that stand already
        int begin = text.length() - before;
        boolean[] ends = new boolean[scores.vocabulary()];
        int left = ends.length;
        for (int i = 0; i < begin; i++) {
            int next = text.ids()[i + before];
            if (!ends[next] && Arrays.equals(text.ids(), i, i + before, text.ids(), begin, text.length())) {
                ends[next] = true;
                left--;
            }
        }
        for (int token = 0; token < ends.length && left > 0; token++) {
            if (ends[token]) {
                scores.leaveOut(token);
            }
        }
    }
}
