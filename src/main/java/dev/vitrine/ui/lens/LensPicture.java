package dev.vitrine.ui.lens;

import dev.vitrine.ui.Shown;
import dev.vitrine.ui.control.TableData;
import java.util.List;

/**
 * What the view draws of one reading.
 *
 * @param table   first what the text goes on with, then a row for the embeddings and for each block
 * @param caption run, step, tensor, axes and value range
 * @param summary where the answers are settled
 * @param window  which positions are shown
 * @param shown   all numbers in the texts above
 */
record LensPicture(TableData table, String caption, String summary, String window, List<Shown> shown) {
    static final LensPicture EMPTY = new LensPicture(TableData.EMPTY, "", "", "", List.of());
}
