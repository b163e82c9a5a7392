package dev.vitrine.ui.thought;

import dev.vitrine.analysis.Answers;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.control.BoardData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** The large board: the answer after the update that is looked at, the puzzle, or its solution. */
final class BoardModel {
    /** What stands on it. */
    enum Face { ANSWER, QUESTION, SOLUTION }

    private final Session session;
    private final ObjectProperty<Face> face = new SimpleObjectProperty<>(Face.ANSWER);
    private final ReadOnlyObjectWrapper<BoardData> board = new ReadOnlyObjectWrapper<>(BoardData.EMPTY);
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private Riddle riddle;
    private Reading reading;
    private int update = -1;
    private Ledger ledger = new Ledger("", 0);

    BoardModel(Session session) {
        this.session = session;
        face.addListener(_ -> draw());
    }

    void show(Riddle asked, Reading now, int at) {
        riddle = asked;
        reading = now;
        update = at;
        draw();
    }

    private void draw() {
        ledger = reading == null ? new Ledger("", 0) : Ledger.of(reading);
        if (riddle == null) {
            board.set(BoardData.EMPTY);
            note.set("");
        } else if (face.get() == Face.SOLUTION) {
            solution();
        } else if (face.get() == Face.ANSWER && reading != null && update >= 0 && update < reading.size()) {
            answer();
        } else {
            board.set(riddle.asked());
            int given = (int) Arrays.stream(riddle.question()).filter(riddle.task()::given).count();
            note.set(given == 0 ? "" : session.text("thought.board.given", ledger.count(given, "givens of the puzzle"),
                    ledger.count(riddle.question().length, "cells of the puzzle")));
        }
    }

    private void solution() {
        board.set(riddle.solved() ? riddle.answered(riddle.puzzle().answer(), new boolean[riddle.question().length]) : riddle.asked());
        note.set(riddle.solved() ? "" : session.text("thought.board.unknown"));
    }

    private void answer() {
        Riddle of = reading.riddle();
        int[] answer = reading.answers().get(update);
        board.set(of.answered(answer, Answers.changed(before(), answer)));
        List<String> parts = new ArrayList<>();
        int wrong = reading.wrong(update);
        if (wrong >= 0) {
            String count = ledger.count(wrong, "positions where the answer after update " + update + " is not the solution");
            parts.add(wrong == 0 ? session.text("thought.board.right") : session.text("thought.board.wrong", count));
        }
        if (of.task().box()[0] > 0) {
            parts.add(session.text("thought.board.rules", ledger.count(of.check(answer).energy(),
                    "sum over rows, columns and boxes of max(0, count of a digit - 1), after update " + update)));
        }
        note.set(String.join("\n", parts));
    }

    /** The answer after the update of the same state before; null for none. */
    private int[] before() {
        for (int i = update - 1; i >= 0; i--) {
            if (reading.update(i).level().equals(reading.update(update).level())) {
                return reading.answers().get(i);
            }
        }
        return null;
    }

    ObjectProperty<Face> faceProperty() {
        return face;
    }

    ReadOnlyObjectProperty<BoardData> boardProperty() {
        return board.getReadOnlyProperty();
    }

    ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    List<Shown> shown() {
        return ledger.shown();
    }
}
