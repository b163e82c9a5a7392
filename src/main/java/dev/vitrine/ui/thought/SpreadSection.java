package dev.vitrine.ui.thought;

import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** In how many directions the states of many thoughts spread. Measured; what it means is for the reader to judge. */
final class SpreadSection implements Section {
    /** A level with its two ratios, as they are written. */
    record Row(String level, String tokens, String grids) {
    }

    private final Session session;
    private final Pools pools;
    private final ReadOnlyObjectWrapper<List<Row>> rows = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
    private Reading reading;
    private Ledger ledger = new Ledger("", 0);

    SpreadSection(Session session, Pools pools) {
        this.session = session;
        this.pools = pools;
        pools.poolProperty().addListener(_ -> read(reading));
    }

    @Override
    public String id() {
        return "spread";
    }

    @Override
    public void wake() {
        pools.want(reading);
    }

    @Override
    public void read(Reading now) {
        reading = now;
        rows.set(List.of());
        ledger = new Ledger("", 0);
        Pool pool = pools.poolProperty().get();
        if (now == null || now.levels().isEmpty()) {
            said.set(now == null ? "" : session.text("thought.settling.none"));
        } else if (pool == null || !pool.run().equals(now.thought().run())) {
            said.set(session.text("thought.spread.waiting", Integer.toString(Pools.PUZZLES)));
        } else {
            ledger = new Ledger(pool.run(), pool.state());
            List<Row> made = new ArrayList<>();
            for (Pool.Level level : pool.levels()) {
                String formula = "tr(C)^2 / ||C||_F^2, C the covariance of " + level.name();
                made.add(new Row(level.name(), ledger.number(level.tokens(), formula + " at every position"),
                        ledger.number(level.grids(), formula + " as a whole")));
            }
            rows.set(List.copyOf(made));
            said.set(session.text("thought.spread.said", Integer.toString(pool.puzzles()), Integer.toString(pool.segments()),
                    Integer.toString(pool.state())));
        }
    }

    ReadOnlyObjectProperty<List<Row>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    ReadOnlyStringProperty saidProperty() {
        return said.getReadOnlyProperty();
    }

    @Override
    public List<Shown> shown() {
        return ledger.shown();
    }
}
