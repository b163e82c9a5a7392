package dev.vitrine.ui.attention;

import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.control.RasterData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The patterns of all heads.
 *
 * @param rowNames one a block
 * @param heads    of each block
 * @param patterns row by row; an empty raster where none has come yet
 */
public record HeadGrid(List<String> rowNames, int heads, List<RasterData> patterns) {
    static final HeadGrid EMPTY = new HeadGrid(List.of(), 0, List.of());

    public HeadGrid {
        rowNames = List.copyOf(rowNames);
        patterns = List.copyOf(patterns);
    }

    static HeadGrid of(HeadRows rows, Snapshot snapshot, List<String> tokens) {
        List<RasterData> patterns = new ArrayList<>();
        for (HeadRows.Row row : rows.rows()) {
            TensorSnapshot tensor = snapshot.tensor(row.pattern()).orElse(null);
            for (int head = 0; head < rows.heads(); head++) {
                patterns.add(tensor == null ? RasterData.EMPTY : RasterData.attention(ofHead(tensor, head), rows.sight().band(), tokens));
            }
        }
        return new HeadGrid(rows.rows().stream().map(HeadRows.Row::label).toList(), rows.heads(), patterns);
    }

    /** (T, T) of a tensor (1, NH, T, T). */
    static float[] ofHead(TensorSnapshot tensor, int head) {
        int cells = tensor.shape().size("Tq") * tensor.shape().size("Tk");
        return Arrays.copyOfRange(tensor.data(), head * cells, (head + 1) * cells);
    }

    RasterData at(int row, int head) {
        return patterns.get(row * heads + head);
    }
}
