package dev.vitrine.ui.tokens;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import javafx.fxml.FXML;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

/** Binds tokens.fxml: the title and the pages, each a tab. */
public final class TokensController {
    private final TokensViewModel model;
    @FXML private Label viewing;
    @FXML private TabPane pages;

    public TokensController(TokensViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        viewing.textProperty().bind(model.viewingProperty());
        for (PageSpec spec : model.pages()) {
            Tab tab = new Tab(model.session().text("tokens.page." + spec.id()), load(spec));
            tab.setId(spec.id());
            tab.setUserData(spec);
            pages.getTabs().add(tab);
        }
        pages.getSelectionModel().selectedItemProperty().addListener((_, _, now) -> model.pageProperty().set((PageSpec) now.getUserData()));
        model.pageProperty().addListener((_, _, now) -> pages.getTabs().stream().filter(t -> t.getUserData() == now)
                .forEach(t -> pages.getSelectionModel().select(t)));
    }

    private Parent load(PageSpec spec) {
        Object controller = spec.controller().apply(model.model(spec));
        FXMLLoader loader = new FXMLLoader(TokensController.class.getResource("/fxml/tokens/" + spec.id() + ".fxml"),
                model.session().texts());
        loader.setControllerFactory(type -> controller);
        try {
            Parent root = loader.load();
            URL css = TokensController.class.getResource("/css/" + spec.id() + ".css");
            if (css != null) {
                root.getStylesheets().add(css.toExternalForm());
            }
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException("page " + spec.id() + " cannot be loaded", e);
        }
    }
}
