package dev.vitrine.ui;

import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A view: its FXML, its view model and its controller.
 *
 * @param id         names the FXML file, the texts {@code view.<id>.title}, {@code view.<id>.explain} and the screenshot
 * @param key        digit that opens it
 * @param perRun     whether each architecture has an instance of its own, side by side in Both
 * @param model      makes the view model for a model type ({@code gpt} or {@code hrm}; the first shown where not per run)
 * @param controller makes the controller of a view model
 */
public record ViewSpec(String id, String key, boolean perRun, BiFunction<Session, String, Feature> model,
                       Function<Feature, Object> controller) {
    /** On the class path. */
    public String fxml() {
        return "/fxml/" + id + ".fxml";
    }

    /** A view whose controller wants its own kind of view model. */
    public static <F extends Feature> ViewSpec of(String id, String key, boolean perRun,
                                                  BiFunction<Session, String, F> model, Function<F, Object> controller,
                                                  Class<F> kind) {
        return new ViewSpec(id, key, perRun, model::apply, feature -> controller.apply(kind.cast(feature)));
    }
}
