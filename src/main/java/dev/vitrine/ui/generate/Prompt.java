package dev.vitrine.ui.generate;

import java.util.Arrays;

/**
 * What a text goes on from.
 *
 * @param shown as a person typed it
 * @param ids   as the model reads it; not copied, so it must have no writer any more
 */
record Prompt(String shown, int[] ids) {
    static final Prompt NONE = new Prompt("", new int[0]);

    @Override
    public boolean equals(Object other) {
        return other instanceof Prompt p && p.shown.equals(shown) && Arrays.equals(p.ids, ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return shown;
    }
}
