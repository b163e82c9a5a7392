package dev.vitrine.ui.home;

import dev.vitrine.analysis.Answers;
import dev.vitrine.training.MetricSeries;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.WhatIf;
import dev.vitrine.ui.Asked;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.BoardData;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.thought.Riddle;
import dev.vitrine.ui.thought.Riddles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What the model answers to an unseen puzzle with the weights of now, and how many others it answers without a mistake. */
final class Solver {
    private static final long PAUSE_NANOS = 1_000_000_000L;

    /** @param state whose weights answered */
    private record Solved(Riddle riddle, int[] answer, int state) {
    }

    private final Session session;
    private final String run;
    private final Riddles riddles;
    private final Asked<Solved> asked;
    private final ReadOnlyObjectWrapper<BoardData> question = new ReadOnlyObjectWrapper<>(BoardData.EMPTY);
    private final ReadOnlyObjectWrapper<BoardData> answer = new ReadOnlyObjectWrapper<>(BoardData.EMPTY);
    private final ReadOnlyStringWrapper note;
    private final ReadOnlyStringWrapper score = new ReadOnlyStringWrapper("");
    private Solved solved;
    private double share = Double.NaN;      // percent of the unseen puzzles, measured at a state
    private int at = -1;
    private int wanted = -1;
    private long askedAt;

    /** @param fx brings a task to the FX thread */
    Solver(Session session, String run, Executor fx) {
        this.session = session;
        this.run = run;
        riddles = Riddles.of(session);
        asked = new Asked<>(session, fx, this::take);
        note = new ReadOnlyStringWrapper(session.text("home.solve.waiting"));
    }

    /** Asks again where the state is another one; while training goes on, now and then. */
    void frame(Snapshot latest) {
        measured(latest);
        boolean rests = !latest.running() || System.nanoTime() - askedAt > PAUSE_NANOS;
        if (latest.step() == wanted || asked.busy() || !rests) {
            return;
        }
        wanted = latest.step();
        askedAt = System.nanoTime();
        int segments = session.service().config().supervision().segments();
        asked.ask(run, thinker -> {
            WhatIf how = WhatIf.none(segments, thinker.config().hCycles(), thinker.config().lCycles());
            Riddle riddle = riddles.unseen(0);
            int[][][] answers = thinker.answers(List.of(riddle.question()), how);
            return new Solved(riddle, answers[answers.length - 1][0], thinker.state());
        });
    }

    private void take(Solved now) {
        int[] before = solved == null ? null : solved.answer();
        solved = now;
        question.set(now.riddle().asked());
        answer.set(now.riddle().answered(now.answer(), Answers.changed(before, now.answer())));
        String state = Integer.toString(now.state());
        note.set(wrong() == 0 ? session.text("home.solve.right", state) : session.text("home.solve.wrong", state, Integer.toString(wrong())));
    }

    /** The last measure of all unseen puzzles up to the state that is looked at. */
    private void measured(Snapshot latest) {
        MetricSeries exact = session.service().history(run).exact();
        int row = exact.size() - 1;
        while (row >= 0 && exact.at(row, 0) > latest.step()) {
            row--;
        }
        share = row < 0 ? Double.NaN : 100.0 * exact.at(row, 1);
        at = row < 0 ? -1 : (int) exact.at(row, 0);
        score.set(row < 0 ? session.text("home.solve.unmeasured") : session.text("home.solve.score", Numbers.format(share, 3),
                Integer.toString(riddles.count()), Integer.toString(at)) + session.averaged());
    }

    private int wrong() {
        return Answers.wrong(solved.answer(), solved.riddle().puzzle().answer());
    }

    ReadOnlyObjectProperty<BoardData> questionProperty() {
        return question.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<BoardData> answerProperty() {
        return answer.getReadOnlyProperty();
    }

    ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /** How many unseen puzzles are answered without a mistake. */
    ReadOnlyStringProperty scoreProperty() {
        return score.getReadOnlyProperty();
    }

    List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        if (solved != null) {
            all.add(new Shown(Integer.toString(wrong()), wrong(), new Source.Derived(run, solved.state(), "cells that are not the solution's")));
        }
        if (at >= 0) {
            all.add(new Shown(Numbers.format(share, 3), share,
                    new Source.Derived(run, at, "100 times the share of unseen puzzles that are answered without a mistake")));
        }
        return all;
    }
}
