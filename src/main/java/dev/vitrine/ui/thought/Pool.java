package dev.vitrine.ui.thought;

import dev.vitrine.analysis.Participation;
import dev.vitrine.analysis.Pca;
import dev.vitrine.analysis.Residuals;
import dev.vitrine.analysis.Settling;
import dev.vitrine.training.Thinker;
import dev.vitrine.training.Thought;
import dev.vitrine.training.Thought.Update;
import dev.vitrine.training.WhatIf;
import java.util.ArrayList;
import java.util.List;

/**
 * What many puzzles tell together. Worked out in the background.
 *
 * @param lateDrifts of each puzzle: how far the answering state still moves from segment to segment, in the end
 * @param threshold  that parts them in those at rest and those that move; NaN where they do not differ
 */
record Pool(String run, int state, int puzzles, int segments, List<Level> levels, double[] lateDrifts, double threshold) {
    /**
     * The states of a level.
     *
     * @param plane  fitted on those at the ends of cycles, starts left out
     * @param tokens participation ratio with each position as a sample
     * @param grids  with each whole state as a sample
     */
    record Level(String name, Pca plane, int fitted, double tokens, double grids) {
    }

    static Pool of(Thinker thinker, List<int[]> questions, WhatIf how) {
        List<Thought> thoughts = thinker.think(questions, how);
        Thought any = thoughts.getFirst();
        List<Level> levels = any.starts().stream().map(s -> level(s.level(), thoughts)).toList();
        double[] late = thoughts.stream().mapToDouble(t -> Settling.late(drifts(t))).toArray();
        return new Pool(any.run(), any.state(), thoughts.size(), any.ends().size(), levels, late, Settling.threshold(late));
    }

    private static Level level(String name, List<Thought> thoughts) {
        List<float[]> all = new ArrayList<>();
        List<float[]> ends = new ArrayList<>();
        for (Thought thought : thoughts) {
            List<Update> own = thought.updates().stream().filter(u -> u.level().equals(name)).toList();
            for (int i = 0; i < own.size(); i++) {
                all.add(own.get(i).state());
                boolean ended = i + 1 == own.size() || own.get(i + 1).cycle() != own.get(i).cycle()
                        || own.get(i + 1).segment() != own.get(i).segment();
                if (ended) {
                    ends.add(own.get(i).state());
                }
            }
        }
        return new Level(name, Pca.fit(ends), ends.size(), Participation.ofTokens(all, thoughts.getFirst().channels()),
                Participation.ofGrids(all));
    }

    /** ||z of segment m - z of segment m - 1||_F / sqrt(S D) of the state that is read, m = 1, 2, ...; empty with one segment. */
    static double[] drifts(Thought thought) {
        String top = thought.starts().getLast().level();
        List<float[]> ends = new ArrayList<>();
        List<Update> own = thought.updates().stream().filter(u -> u.level().equals(top)).toList();
        for (int i = 0; i < own.size(); i++) {
            if (i + 1 == own.size() || own.get(i + 1).segment() > own.get(i).segment()) {
                ends.add(own.get(i).state());
            }
        }
        return Residuals.of(ends);
    }

    Level level(String name) {
        return levels.stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
    }
}
