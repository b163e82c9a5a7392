package dev.vitrine.ui.control;

import java.util.stream.IntStream;

/** In which order the rows of a {@link BarList} stand. */
public enum BarOrder {
    /** Most probable first; excluded ones follow, by the probability they had before. */
    PROBABILITY {
        @Override
        int[] of(BarData data) {
            int[] byFinal = Ranking.descending(data.finals());
            int[] byBase = Ranking.descending(data.base());
            return IntStream.concat(
                    IntStream.of(byFinal).filter(id -> !data.excluded(id)),
                    IntStream.of(byBase).filter(data::excluded)).toArray();
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
