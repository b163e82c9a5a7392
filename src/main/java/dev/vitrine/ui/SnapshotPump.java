package dev.vitrine.ui;

import dev.vitrine.training.Command;
import dev.vitrine.training.ModelService;
import dev.vitrine.training.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javafx.animation.AnimationTimer;

/**
 * The one bridge from the thread that owns the models to the FX thread: once a frame, hand the newest snapshots to the visible views,
 * at most thirty times a second.
 */
public final class SnapshotPump extends AnimationTimer {
    private static final long HANDOVER_NANOS = 33_000_000;

    private final Session session;
    private final Map<Feature, Set<String>> visible = new LinkedHashMap<>();
    private Set<String> asked = Set.of();
    private ModelService askedOf;
    private long lastHandover;

    public SnapshotPump(Session session) {
        this.session = session;
    }

    /** @param runs model types whose snapshots the view is given */
    public void show(Feature feature, Set<String> runs) {
        visible.put(feature, runs);
        List<Snapshot> known = of(session.snapshotsProperty().get(), runs);
        if (!known.isEmpty()) {
            feature.accept(known);
        }
    }

    public void hide(Feature feature) {
        visible.remove(feature);
    }

    @Override
    public void handle(long now) {
        ModelService model = session.model();
        if (model == null) {
            return;
        }
        Set<String> needed = new TreeSet<>();
        visible.keySet().forEach(f -> needed.addAll(f.observes()));
        if (model != askedOf || !needed.equals(asked)) {
            asked = needed;
            askedOf = model;
            model.send(new Command.Observe(needed));
        }
        if (now - lastHandover >= HANDOVER_NANOS) {
            List<Snapshot> newest = model.snapshots().take();
            if (newest != null) {
                lastHandover = now;
                session.accept(newest);
                new ArrayList<>(visible.entrySet()).forEach(e -> {
                    List<Snapshot> own = of(newest, e.getValue());
                    if (!own.isEmpty()) {
                        e.getKey().accept(own);
                    }
                });
            }
        }
        new ArrayList<>(visible.keySet()).forEach(Feature::frame);
    }

    private static List<Snapshot> of(List<Snapshot> all, Set<String> runs) {
        return all.stream().filter(s -> runs.contains(s.run())).toList();
    }
}
