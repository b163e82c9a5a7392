package dev.vitrine.ui.control;

import java.util.Arrays;
import java.util.stream.IntStream;

/** In which order the rows of a {@link BarList} stand. */
public enum BarOrder {
    /** Most probable first; excluded ones follow, by the probability they had before. */
    PROBABILITY {
        @Override
        int[] of(BarData data) {
            int[] left = new int[data.size()];
            int[] excluded = new int[data.size()];
            int count = 0;
            for (int id = 0; id < data.size(); id++) {
                if (data.excluded(id)) {
                    excluded[id - count] = id;
                } else {
                    left[count++] = id;
                }
            }
            int[] rows = Arrays.copyOf(Ranking.descending(data.finals(), Arrays.copyOf(left, count)), data.size());
            int[] rest = Ranking.descending(data.base(), Arrays.copyOf(excluded, data.size() - count));
            System.arraycopy(rest, 0, rows, count, rest.length);
            return rows;
        }
    },
    ID {
        @Override
        int[] of(BarData data) {
            return IntStream.range(0, data.size()).toArray();
        }
    };

    /** The id of each row. */
    abstract int[] of(BarData data);
}
