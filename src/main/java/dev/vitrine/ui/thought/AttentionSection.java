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
    /** The patterns of an update.
     *  @param before positions before the cells */
    private record Looks(Reading reading, int update, List<float[]> patterns, int heads, int before) {
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
                thinker.patterns(of.riddle().question(), of.how(), of.update(at)), thinker.config().heads(),
                thinker.config().prefix()));
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
        List<String> beforeCells = new ArrayList<>();
        for (int block = 0; block < looks.patterns().size(); block++) {
            for (int head = 0; head < looks.heads(); head++) {
                made.add(frame(block, head, query, time, beforeCells));
            }
        }
        frames.set(List.copyOf(made));
        Update at = looks.reading().update(looks.update());
        int width = looks.reading().riddle().task().width();
        String where = session.text("thought.attention.said", Integer.toString(query / width + 1), Integer.toString(query % width + 1),
                at.level(), Reading.label(at));
        said.set(beforeCells.isEmpty() ? where : session.text("thought.attention.before", where, String.join(", ", beforeCells)));
    }

    private Frame frame(int block, int head, int query, int time, List<String> beforeCells) {
        float[] all = looks.patterns().get(block);
        int positions = looks.before() + time;
        float[] pattern = new float[positions * positions];
        System.arraycopy(all, head * pattern.length, pattern, 0, pattern.length);
        int at = looks.before() + query;
        double[] row = new double[time];
        double largest = 0;
        double before = 0;
        for (int k = 0; k < positions; k++) {
            double p = pattern[at * positions + k];
            if (k < looks.before()) {
                before += p;
            } else {
                row[k - looks.before()] = p;
                largest = Math.max(largest, p);
            }
        }
        String of = " of block " + block + ", head " + head + ", query " + at;
        String note = session.text("thought.attention.note", ledger.brief(largest, "largest p" + of),
                ledger.brief(AttentionStats.evenness(pattern, positions, at), "-sum p ln p / ln S" + of));
        if (looks.before() > 0) {
            beforeCells.add(ledger.brief(before, "sum of p before the cells" + of));
        }
        return new Frame(session.text("thought.attention.head", Integer.toString(block), Integer.toString(head)),
                looks.reading().riddle().shaded(row), note);
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
