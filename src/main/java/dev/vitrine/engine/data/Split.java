package dev.vitrine.engine.data;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Draws.Purpose;
import dev.vitrine.engine.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is trained on and what is held back to measure the loss on. */
public record Split<T>(T training, T validation) {
    private static final long SITE = Draws.site("split");

    /** Holds back a fraction of the lines, drawn by the seed; both parts keep the order of the lines.
     *  @param fraction from 0 (nothing) to less than 1; more than 0 holds back at least one line */
    public static <L> Split<List<L>> lines(List<L> lines, double fraction, long seed) {
        boolean[] validation = held(lines.size(), fraction, seed);
        List<L> trained = new ArrayList<>();
        List<L> heldBack = new ArrayList<>();
        for (int i = 0; i < validation.length; i++) {
            (validation[i] ? heldBack : trained).add(lines.get(i));
        }
        return new Split<>(List.copyOf(trained), List.copyOf(heldBack));
    }

    /** Which of some lines {@link #lines} holds back. */
    public static boolean[] held(int count, double fraction, long seed) {
        int held = held(count, fraction, "lines");
        int[] order = new Draws(seed).permutation(count, Purpose.DATA_SPLIT, SITE, 0);
        boolean[] validation = new boolean[count];
        Arrays.stream(order, 0, held).forEach(i -> validation[i] = true);
        return validation;
    }

    /** Holds back the last part of one long text.
     *  @param tokens not modified */
    public static Split<int[]> stream(int[] tokens, double fraction) {
        int cut = tokens.length - held(tokens.length, fraction, "tokens");
        return new Split<>(Arrays.copyOf(tokens, cut), Arrays.copyOfRange(tokens, cut, tokens.length));
    }

    private static int held(int count, double fraction, String what) {
        if (!(fraction >= 0 && fraction < 1)) {
            throw new InputException("the validation fraction must be from 0 to less than 1, got " + fraction);
        }
        int held = fraction == 0 ? 0 : (int) Math.max(1, Math.round(count * fraction));
        if (held > 0 && held >= count) {
            throw new InputException("a validation fraction of " + fraction + " of " + count + " " + what
                    + " leaves nothing to train on; give more text or a smaller fraction");
        }
        return held;
    }
}
