package dev.vitrine.ui.tokens;

import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** The pages and which of them is seen: that one is given what the view is given. */
public final class TokensViewModel implements Feature {
    private final Session session;
    private final Map<PageSpec, Feature> pages = new LinkedHashMap<>();
    private final ObjectProperty<PageSpec> page = new SimpleObjectProperty<>(Pages.ALL.getFirst());
    private final ReadOnlyStringWrapper viewing = new ReadOnlyStringWrapper("");
    private List<Snapshot> latest = List.of();

    /** @param run not used: the pages show what all models of the run share, or let one choose */
    public TokensViewModel(Session session, String run) {
        this.session = session;
        Pages.of(session).forEach(spec -> pages.put(spec, spec.model().apply(session)));
        page.addListener(_ -> {
            if (!latest.isEmpty()) {
                seen().accept(latest);
            }
        });
    }

    private Feature seen() {
        return pages.get(page.get());
    }

    @Override
    public Set<String> observes() {
        return seen().observes();
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        latest = snapshots;
        viewing.set(session.service() == null ? "" : session.text("tokens.viewing", Integer.toString(snapshots.getFirst().step()),
                Integer.toString(snapshots.getFirst().total())));
        seen().accept(snapshots);
    }

    @Override
    public void frame() {
        seen().frame();
    }

    @Override
    public List<Shown> shown() {
        return seen().shown();
    }

    Session session() {
        return session;
    }

    List<PageSpec> pages() {
        return List.copyOf(pages.keySet());
    }

    /** The view model of a page. */
    Feature model(PageSpec spec) {
        return pages.get(spec);
    }

    /** The page that is seen. */
    ObjectProperty<PageSpec> pageProperty() {
        return page;
    }

    ReadOnlyStringProperty viewingProperty() {
        return viewing.getReadOnlyProperty();
    }
}
