package dev.vitrine.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/** Makes views: the view model, its controller and the nodes of its FXML. */
public final class ViewLoader {
    /** A view's nodes with the model behind them. */
    public record Loaded(Parent root, Feature feature) {
    }

    private final Session session;

    public ViewLoader(Session session) {
        this.session = session;
    }

    /** @param run model type that a per-run view is for */
    public Loaded load(ViewSpec spec, String run) {
        Feature feature = spec.model().apply(session, run);
        Object controller = spec.controller().apply(feature);
        try {
            URL fxml = ViewLoader.class.getResource(spec.fxml());
            FXMLLoader loader = new FXMLLoader(fxml, session.texts());
            loader.setControllerFactory(type -> controller);
            Parent root = loader.load();
            URL css = ViewLoader.class.getResource("/css/" + spec.id() + ".css");
            if (css != null) {
                root.getStylesheets().add(css.toExternalForm());
            }
            return new Loaded(root, feature);
        } catch (IOException e) {
            throw new UncheckedIOException(spec.fxml() + " cannot be loaded", e);
        }
    }
}
