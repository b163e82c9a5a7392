package dev.vitrine.ui.ablation;

import dev.vitrine.ui.Shown;
import dev.vitrine.ui.control.RasterData;
import dev.vitrine.ui.control.TableData;
import java.util.List;

/**
 * What the view draws.
 *
 * @param heads   blocks by heads
 * @param wholes  blocks by attention, feed-forward part and block
 * @param caption run, step, what the colours tell
 * @param title   of the detail: which part
 * @param detail  what switching it off did, in a sentence
 * @param tokens  the most probable tokens after the probe with all parts and without the one
 * @param shown   all numbers in the pictures and texts
 */
record AblationPicture(RasterData heads, RasterData wholes, String caption, String title, String detail, TableData tokens, List<Shown> shown) {
    static final AblationPicture EMPTY = new AblationPicture(RasterData.EMPTY, RasterData.EMPTY, "", "", "", TableData.EMPTY, List.of());
}
