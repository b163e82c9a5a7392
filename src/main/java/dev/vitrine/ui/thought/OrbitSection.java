package dev.vitrine.ui.thought;

import dev.vitrine.analysis.Pca;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.control.TrajectoryPlot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** How the states wind through the plane in which they, or those of many puzzles, spread most. */
final class OrbitSection implements Section {
    private final Session session;
    private final Pools pools;
    private final IntegerProperty cursor;
    private final BooleanProperty pooled = new SimpleBooleanProperty();
    private final BooleanProperty frozen = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<List<Orbit>> orbits = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<String>> captions = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyIntegerWrapper at = new ReadOnlyIntegerWrapper(-1);
    private final Map<String, Pca> held = new HashMap<>();
    private Pool common;      // whose planes are used while they are pooled
    private Reading reading;
    private Ledger ledger = new Ledger("", 0);

    OrbitSection(Session session, Pools pools, IntegerProperty cursor) {
        this.session = session;
        this.pools = pools;
        this.cursor = cursor;
        pooled.addListener(_ -> {
            wake();
            read(reading);
        });
        frozen.addListener(_ -> read(reading));
        pools.poolProperty().addListener((_, _, now) -> {
            if (now == null || common == null) {
                common = now;
                read(reading);
            }
        });
    }

    @Override
    public String id() {
        return "orbits";
    }

    @Override
    public void wake() {
        if (pooled.get() && common == null) {
            pools.want(reading);
        }
    }

    /** Fits the common planes on the states of now. */
    void fitAnew() {
        held.clear();
        common = pools.poolProperty().get();
        if (pooled.get() && reading != null && !pools.fits(reading)) {
            common = null;
            pools.want(reading);
        }
        read(reading);
    }

    @Override
    public void read(Reading now) {
        reading = now;
        List<Orbit> made = new ArrayList<>();
        List<String> said = new ArrayList<>();
        ledger = now == null ? new Ledger("", 0) : Ledger.of(now);
        boolean waiting = pooled.get() && (common == null || now != null && !common.run().equals(now.thought().run()));
        if (now != null && !waiting) {
            for (String level : now.levels().reversed()) {      // the state that is read comes first
                Orbit orbit = Orbit.of(now, level, plane(level, now.states(level).getFirst().length));
                held.put(level, orbit.plane());
                made.add(orbit);
                said.add(caption(orbit));
                coordinates(orbit);
            }
        }
        orbits.set(List.copyOf(made));
        captions.set(List.copyOf(said));
    }

    /** The plane to keep; null to fit one on the thought itself. */
    private Pca plane(String level, int dimensions) {
        if (pooled.get()) {
            return common.level(level).plane();
        }
        Pca before = frozen.get() ? held.get(level) : null;
        return before == null || before.dimensions() != dimensions ? null : before;
    }

    private String caption(Orbit orbit) {
        String share = ledger.number(orbit.explained(), "(lambda_1 + lambda_2) / sum of lambda of the centred states of " + orbit.level());
        if (pooled.get()) {
            Pool.Level level = common.level(orbit.level());
            return session.text("thought.orbit.pooled", Integer.toString(common.puzzles()), Integer.toString(common.state()),
                    ledger.number(level.plane().explained(), "(lambda_1 + lambda_2) / sum of lambda of the pooled states"), share);
        }
        return session.text(frozen.get() ? "thought.orbit.frozen" : "thought.orbit.own", share, Integer.toString(orbit.states()));
    }

    private void coordinates(Orbit orbit) {
        for (int i = 0; i < orbit.states(); i++) {
            String rule = "(state " + i + " of " + orbit.level() + " - mean) . axis";
            ledger.number(orbit.trajectory().x()[i], "x = " + rule);
            ledger.number(orbit.trajectory().y()[i], "y = " + rule);
        }
    }

    @Override
    public void look(int update) {
        at.set(update);
    }

    /** The point of an orbit that the update under the cursor led to; null where it was another level's. */
    TrajectoryPlot.Mark mark(String level) {
        if (reading == null || at.get() < 0 || at.get() >= reading.size() || !reading.update(at.get()).level().equals(level)) {
            return null;
        }
        return new TrajectoryPlot.Mark(0, reading.updates(level).indexOf(reading.update(at.get()))
                + (reading.states(level).size() - reading.updates(level).size()));
    }

    /** Looks at the update that led to a point. */
    void choose(String level, int point) {
        int update = point - (reading.states(level).size() - reading.updates(level).size());
        if (update >= 0) {
            cursor.set(reading.thought().updates().indexOf(reading.updates(level).get(update)));
        }
    }

    BooleanProperty pooledProperty() {
        return pooled;
    }

    BooleanProperty frozenProperty() {
        return frozen;
    }

    ReadOnlyObjectProperty<List<Orbit>> orbitsProperty() {
        return orbits.getReadOnlyProperty();
    }

    /** One for each orbit. */
    ReadOnlyObjectProperty<List<String>> captionsProperty() {
        return captions.getReadOnlyProperty();
    }

    ReadOnlyIntegerProperty atProperty() {
        return at.getReadOnlyProperty();
    }

    @Override
    public List<Shown> shown() {
        return ledger.shown();
    }
}
