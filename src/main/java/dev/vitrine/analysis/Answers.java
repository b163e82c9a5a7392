package dev.vitrine.analysis;

/** Answers against what is right, position by position; where nothing is asked (a negative id) nothing can be wrong. */
public final class Answers {
    private Answers() {
    }

    /** Positions with another answer than the right one. @param right negative where none is asked; neither is modified */
    public static int wrong(int[] answer, int[] right) {
        int wrong = 0;
        for (int i = 0; i < right.length; i++) {
            wrong += right[i] >= 0 && answer[i] != right[i] ? 1 : 0;
        }
        return wrong;
    }

    /** Where two answers differ; nowhere if there was none before. @param before may be null; neither is modified */
    public static boolean[] changed(int[] before, int[] now) {
        boolean[] changed = new boolean[now.length];
        for (int i = 0; before != null && i < now.length; i++) {
            changed[i] = before[i] != now[i];
        }
        return changed;
    }

    /** The first answer from which on all are right; -1 if the last is not. @param exact not modified */
    public static int rightFrom(boolean[] exact) {
        int from = exact.length;
        while (from > 0 && exact[from - 1]) {
            from--;
        }
        return from < exact.length ? from : -1;
    }
}
