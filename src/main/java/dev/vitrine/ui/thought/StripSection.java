package dev.vitrine.ui.thought;

import dev.vitrine.analysis.Answers;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.control.BoardStrip.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** The answer after update upon update, side by side. */
final class StripSection implements Section {
    /** After which updates the answer is shown. */
    enum Pace { SEGMENTS, HIGH, ALL }

    private final Session session;
    private final IntegerProperty cursor;
    private final ObjectProperty<Pace> pace = new SimpleObjectProperty<>(Pace.SEGMENTS);
    private final ReadOnlyObjectWrapper<List<Frame>> frames = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Integer> at = new ReadOnlyObjectWrapper<>();
    private List<Integer> updates = List.of();      // of each frame
    private Reading reading;
    private Ledger ledger = new Ledger("", 0);

    /** @param cursor the update that is looked at */
    StripSection(Session session, IntegerProperty cursor) {
        this.session = session;
        this.cursor = cursor;
        pace.addListener(_ -> {
            read(reading);
            look(cursor.get());
        });
    }

    @Override
    public String id() {
        return "strip";
    }

    @Override
    public void read(Reading now) {
        reading = now;
        if (now == null) {
            updates = List.of();
            ledger = new Ledger("", 0);
            frames.set(List.of());
            return;
        }
        ledger = Ledger.of(now);
        updates = chosen(now);
        List<Frame> made = new ArrayList<>();
        int[] before = null;
        for (int i : updates) {
            int[] answer = now.answers().get(i);
            made.add(new Frame(session.text("thought.frame", now.update(i).level(), Reading.label(now.update(i))),
                    now.riddle().answered(answer, Answers.changed(before, answer)), note(now, i, before)));
            before = answer;
        }
        frames.set(List.copyOf(made));
    }

    private List<Integer> chosen(Reading of) {
        List<Integer> ends = of.ends();
        return switch (pace.get()) {
            case SEGMENTS -> ends;
            case HIGH -> IntStream.range(0, of.size()).filter(i -> of.update(i).step() < 0).boxed().toList();
            case ALL -> IntStream.range(0, of.size()).boxed().toList();
        };
    }

    private String note(Reading of, int i, int[] before) {
        List<String> parts = new ArrayList<>();
        if (of.wrong(i) >= 0) {
            parts.add(session.text("thought.note.wrong", ledger.count(of.wrong(i), "positions where the answer after update " + i
                    + " is not the solution")));
        }
        if (of.riddle().task().box()[0] > 0) {
            parts.add(session.text("thought.note.rules", ledger.count(of.riddle().check(of.answers().get(i)).energy(),
                    "sum over rows, columns and boxes of max(0, count of a digit - 1), after update " + i)));
        }
        if (before != null) {
            int changed = Answers.wrong(of.answers().get(i), before);
            parts.add(session.text("thought.note.changed", ledger.count(changed, "positions changed since the board before update " + i)));
        }
        return String.join(" ", parts);
    }

    @Override
    public void look(int update) {
        int frame = 0;
        while (frame < updates.size() && updates.get(frame) < update) {
            frame++;
        }
        at.set(updates.isEmpty() ? null : Math.min(frame, updates.size() - 1));
    }

    /** Looks at the update of a frame. */
    void choose(int frame) {
        cursor.set(updates.get(frame));
    }

    static String key(Pace pace) {
        return "thought.pace." + pace.name().toLowerCase(Locale.ROOT);
    }

    ObjectProperty<Pace> paceProperty() {
        return pace;
    }

    ReadOnlyObjectProperty<List<Frame>> framesProperty() {
        return frames.getReadOnlyProperty();
    }

    /** The frame that is looked at. */
    ReadOnlyObjectProperty<Integer> atProperty() {
        return at.getReadOnlyProperty();
    }

    @Override
    public List<Shown> shown() {
        return ledger.shown();
    }
}
