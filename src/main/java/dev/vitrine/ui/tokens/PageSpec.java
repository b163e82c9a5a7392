package dev.vitrine.ui.tokens;

import dev.vitrine.ui.Feature;
import dev.vitrine.ui.Session;
import java.util.function.Function;

/**
 * A page: its view model and its controller.
 *
 * @param id         names the bundle of its texts, {@code tokens.page.<id>} for its title, {@code /fxml/tokens/<id>.fxml} and, where
 *                   there is one, {@code /css/<id>.css}
 * @param model      makes the view model; while another page is seen it is not called
 * @param controller makes the controller of a view model
 */
public record PageSpec(String id, Function<Session, Feature> model, Function<Feature, Object> controller) {
    /** A page whose controller wants its own kind of view model. */
    static <F extends Feature> PageSpec of(String id, Function<Session, F> model, Function<F, Object> controller, Class<F> kind) {
        return new PageSpec(id, model::apply, feature -> controller.apply(kind.cast(feature)));
    }
}
