package dev.vitrine.ui.thought;

import dev.vitrine.analysis.AttentionStats;
import dev.vitrine.training.Thought.Update;
import dev.vitrine.ui.Asked;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.control.BoardStrip.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;

/** Where a cell looks, in the update under the cursor: every head of every block as a board. */
final class AttentionSection implements Section {
    /** The patterns of an update. */
    private record Looks(Reading reading, int update, List<float[]> patterns, int heads) {
    }

    private final Session session;
    private final Asked<Looks> asked;
    private final IntegerProperty cell = new SimpleIntegerProperty(0);
    private final ReadOnlyObjectWrapper<List<Frame>> frames = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
    private Reading reading;
    private int update;
    private boolean awake;
    private Looks looks;
    private Ledger ledger = new Ledger("", 0);

    AttentionSection(Session session, Executor fx) {
        this.session = session;
        asked = new Asked<>(session, fx, now -> {
            looks = now;
            draw();
        });
        cell.addListener(_ -> draw());
    }

    @Override
    public String id() {
        return "attention";
    }

    @Override
    public void read(Reading now) {
        reading = now;
        awake = false;
        if (now == null) {
            looks = null;
            draw();
        }
    }

    @Override
    public void look(int at) {
        update = at;
        if (awake) {
            wake();
        }
    }

    @Override
    public void wake() {
        awake = true;
        if (reading == null || update < 0 || update >= reading.size() || looks != null && looks.reading() == reading && looks.update() == update) {
            return;
        }
        if (looks == null) {
            said.set(session.text("thought.attention.waiting"));
        }
        Reading of = reading;
        int at = update;
        asked.ask(of.thought().run(), thinker -> new Looks(of, at,
                thinker.patterns(of.riddle().question(), of.how(), of.update(at)), thinker.config().heads()));
    }

    private void draw() {
        if (looks == null) {
            frames.set(List.of());
            said.set("");
            ledger = new Ledger("", 0);
            return;
        }
        ledger = Ledger.of(looks.reading());
        if (looks.patterns().isEmpty()) {
            frames.set(List.of());
            said.set(session.text("thought.attention.none"));
            return;
        }
        int time = looks.reading().riddle().question().length;
        int query = Math.clamp(cell.get(), 0, time - 1);
        List<Frame> made = new ArrayList<>();
        for (int block = 0; block < looks.patterns().size(); block++) {
            for (int head = 0; head < looks.heads(); head++) {
                made.add(frame(block, head, query, time));
            }
        }
        frames.set(List.copyOf(made));
        Update at = looks.reading().update(looks.update());
        int width = looks.reading().riddle().task().width();
        said.set(session.text("thought.attention.said", Integer.toString(query / width + 1), Integer.toString(query % width + 1),
                at.level(), Reading.label(at)));
    }

    private Frame frame(int block, int head, int query, int time) {
        float[] all = looks.patterns().get(block);
        float[] pattern = new float[time * time];
        System.arraycopy(all, head * time * time, pattern, 0, pattern.length);
        double[] row = new double[time];
        double largest = 0;
        for (int k = 0; k < time; k++) {
            row[k] = pattern[query * time + k];
            largest = Math.max(largest, row[k]);
        }
        String evenness = ledger.brief(AttentionStats.evenness(pattern, time, query),
                "-sum p ln p / ln S of block " + block + ", head " + head + ", query " + query);
        String most = ledger.brief(largest, "largest p of block " + block + ", head " + head + ", query " + query);
        return new Frame(session.text("thought.attention.head", Integer.toString(block), Integer.toString(head)),
                looks.reading().riddle().shaded(row), session.text("thought.attention.note", most, evenness));
    }

    /** The position that looks. */
    IntegerProperty cellProperty() {
        return cell;
    }

    ReadOnlyObjectProperty<List<Frame>> framesProperty() {
        return frames.getReadOnlyProperty();
    }

    ReadOnlyStringProperty saidProperty() {
        return said.getReadOnlyProperty();
    }

    @Override
    public List<Shown> shown() {
        return ledger.shown();
    }
}
