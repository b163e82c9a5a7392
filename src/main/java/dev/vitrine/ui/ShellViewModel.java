package dev.vitrine.ui;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.model.Models;
import dev.vitrine.training.ModelService;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.Palette;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** Which view, which architectures, which preset; and what the top bar says of them. */
public final class ShellViewModel {
    private final Session session;
    private final List<String> presets;
    private final Function<String, RunConfig> configs;
    private final ObjectProperty<ViewSpec> view = new SimpleObjectProperty<>(Views.TEXT.getFirst());
    private final ReadOnlyObjectWrapper<Mode> modeShown = new ReadOnlyObjectWrapper<>(Mode.TRANSFORMER);
    private final ObjectProperty<String> preset = new SimpleObjectProperty<>();
    private final ReadOnlyStringWrapper counts = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringProperty pastNote;

    /**
     * @param presets names to choose from
     * @param configs gives the config of a name
     * @param opener  opens the preset of a name
     */
    public ShellViewModel(Session session, TransportViewModel transport, List<String> presets,
                          Function<String, RunConfig> configs, Consumer<String> opener) {
        this.session = session;
        this.presets = List.copyOf(presets);
        this.configs = configs;
        pastNote = transport.pastNoteProperty();
        preset.addListener((value, before, now) -> {
            if (now != null && !now.equals(presetOf(session.service()))) {
                opener.accept(now);
            }
        });
        session.modelProperty().addListener((value, before, now) -> opened(now));
        session.modeProperty().addListener((value, before, now) -> modeShown.set(now));
    }

    /** The preset that a run is; null for settings of its own. */
    private String presetOf(TrainingService service) {
        return service == null ? null : presets.stream().filter(p -> p.equals(service.config().name())
                && configs.apply(p).equals(service.config())).findFirst().orElse(null);
    }

    private void opened(ModelService model) {
        preset.set(presetOf(session.service()));
        if (!views().contains(view.get())) {
            String key = view.get().key();
            view.set(views().stream().filter(v -> v.key().equals(key)).findFirst().orElse(views().getFirst()));
        }
        counts.set("");
        List<String> types = types(modes().getLast());
        session.background().execute(() -> {
            String text = countText(model, types);
            Platform.runLater(() -> counts.set(text));
        });
    }

    /** The architectures of this config with their parameters, and how far apart they are. */
    private String countText(ModelService model, List<String> types) {
        List<Integer> sizes = new ArrayList<>();
        for (String type : types) {
            sizes.add(Models.create(model.sizes(type), new Draws(0)).parameters().count());
        }
        if (sizes.size() == 1) {
            return session.text("shell.counts.one", Numbers.integer(sizes.getFirst()));
        }
        int least = Collections.min(sizes);
        int most = Collections.max(sizes);
        String apart = String.format(Locale.ROOT, "%.2f", 100.0 * (most - least) / sizes.getFirst());
        return sizes.size() == 2 ? session.text("shell.counts", Numbers.integer(sizes.get(0)), Numbers.integer(sizes.get(1)), apart)
                : session.text("shell.counts.all", Numbers.integer(least), apart);
    }

    /** The architectures that a view is shown for: each of the mode's, or the first alone for a view that shows all. */
    public List<String> runsOf(ViewSpec spec) {
        List<String> shown = types(modeShown.get());
        return spec.perRun() ? shown : shown.subList(0, 1);
    }

    private static List<String> types(Mode mode) {
        return Models.REGISTRY.names().stream().filter(mode.types()::contains).toList();
    }

    /** The views of the run. */
    public List<ViewSpec> views() {
        return Views.of(session);
    }

    /** The modes of the run. */
    public List<Mode> modes() {
        return session.model() != null && session.service() == null ? List.of(Mode.alone(session.model().type()))
                : Mode.of(session.puzzles());
    }

    /** Opens the view of a digit key; false where there is none. */
    public boolean open(String key) {
        for (ViewSpec spec : views()) {
            if (spec.key().equals(key)) {
                view.set(spec);
                return true;
            }
        }
        return false;
    }

    /** The same prompt, from the present weights, in the Generate view; a puzzle is solved in the view of its thought. */
    public void generate() {
        open(session.puzzles() ? "8" : "9");
        session.requestGenerate();
    }

    public void switchTheme() {
        ObjectProperty<Palette> palette = session.paletteProperty();
        palette.set(palette.get().dark() ? Palette.LIGHT : Palette.DARK);
    }

    /** Transformer, HRM, Both, Transformer, ... */
    public void nextMode() {
        session.modeProperty().set(modes().get((modes().indexOf(session.modeProperty().get()) + 1) % modes().size()));
    }

    public List<String> presets() {
        return presets;
    }

    public ObjectProperty<ViewSpec> viewProperty() {
        return view;
    }

    public ReadOnlyObjectProperty<Mode> modeShownProperty() {
        return modeShown.getReadOnlyProperty();
    }

    public ObjectProperty<String> presetProperty() {
        return preset;
    }

    public ReadOnlyStringProperty countsProperty() {
        return counts.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty pastNoteProperty() {
        return pastNote;
    }
}
