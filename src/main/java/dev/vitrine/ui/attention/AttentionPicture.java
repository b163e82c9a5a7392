package dev.vitrine.ui.attention;

import dev.vitrine.ui.Shown;
import dev.vitrine.ui.control.RasterData;
import dev.vitrine.ui.control.TableData;
import java.util.List;

/**
 * What the view draws of one snapshot.
 *
 * @param layer      chosen row of the grid
 * @param head       chosen head
 * @param map        the chosen head's pattern
 * @param tokens     of the probe
 * @param weights    of the query, one a token
 * @param query      the position that looks
 * @param key        the position that the read-out speaks of, -1 for none
 * @param title      layer and head
 * @param caption    run, step, tensor, axes and value range
 * @param viewing    the step
 * @param stale      what to say where the numbers are older than the step, or empty
 * @param readOut    who looks at whom, how much
 * @param statistics of the chosen head
 * @param working    title of the stages: whose they are
 * @param stages     of the query's softmax
 * @param sums       what the stages add up to, or why there are none yet
 * @param shown      all numbers in the texts above
 */
public record AttentionPicture(HeadGrid grid, int layer, int head, RasterData map, List<String> tokens, float[] weights, int query,
                               int key, String title, String caption, String viewing, String stale, String readOut, String statistics,
                               String working, TableData stages, String sums, List<Shown> shown) {
    static final AttentionPicture EMPTY = new AttentionPicture(HeadGrid.EMPTY, 0, 0, RasterData.EMPTY, List.of(), new float[0], -1, -1,
            "", "", "", "", "", "", "", TableData.EMPTY, "", List.of());
}
