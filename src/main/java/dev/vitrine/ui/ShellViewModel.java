package dev.vitrine.ui;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.Palette;
import java.util.ArrayList;
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
    private final ObjectProperty<ViewSpec> view = new SimpleObjectProperty<>(Views.ALL.isEmpty() ? null : Views.ALL.getFirst());
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
        session.serviceProperty().addListener((value, before, now) -> opened(now));
        session.modeProperty().addListener((value, before, now) -> modeShown.set(now));
    }

    /** The preset that a run is; null for settings of its own. */
    private String presetOf(TrainingService service) {
        return service == null ? null : presets.stream().filter(p -> p.equals(service.config().name())
                && configs.apply(p).equals(service.config())).findFirst().orElse(null);
    }

    private void opened(TrainingService service) {
        preset.set(presetOf(service));
        counts.set("");
        session.background().execute(() -> {
            String text = countText(service);
            Platform.runLater(() -> counts.set(text));
        });
    }

    /** Both architectures of this config with their parameters, and how far apart they are. */
    private String countText(TrainingService service) {
        List<Integer> sizes = new ArrayList<>();
        for (String type : Models.REGISTRY.names()) {
            ModelConfig config = service.config().model().withVocabulary(service.data().tokenizer().vocabSize()).withType(type);
            sizes.add(Models.create(config, new Draws(0)).parameters().count());
        }
        double apart = 100.0 * Math.abs(sizes.get(0) - sizes.get(1)) / sizes.get(0);
        return session.text("shell.counts", Numbers.integer(sizes.get(0)), Numbers.integer(sizes.get(1)),
                String.format(Locale.ROOT, "%.2f", apart));
    }

    /** The architectures that a view is shown for: each of the mode's, or the first alone for a view that shows all. */
    public List<String> runsOf(ViewSpec spec) {
        List<String> shown = Models.REGISTRY.names().stream().filter(modeShown.get().types()::contains).toList();
        return spec.perRun() ? shown : shown.subList(0, 1);
    }

    /** Opens the view of a digit key; false where there is none. */
    public boolean open(String key) {
        for (ViewSpec spec : Views.ALL) {
            if (spec.key().equals(key)) {
                view.set(spec);
                return true;
            }
        }
        return false;
    }

    /** The same prompt, from the present weights, in the Generate view. */
    public void generate() {
        open("9");
        session.requestGenerate();
    }

    public void switchTheme() {
        ObjectProperty<Palette> palette = session.paletteProperty();
        palette.set(palette.get().dark() ? Palette.LIGHT : Palette.DARK);
    }

    /** Transformer, HRM, Both, Transformer, ... */
    public void nextMode() {
        Mode[] all = Mode.values();
        session.modeProperty().set(all[(session.modeProperty().get().ordinal() + 1) % all.length]);
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
