package dev.vitrine.ui.home;

import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** A number with its name and what to compare it with; pressing it, or pointing at it, explains it in the inspector. */
final class FigureTile extends Button {
    private final HomeViewModel model;
    private final int index;
    private final Label value = new Label();
    private final Label note = new Label();

    FigureTile(HomeViewModel model, int index) {
        this.model = model;
        this.index = index;
        Label name = new Label(model.session().text("home.figure." + Figure.IDS.get(index)));
        name.getStyleClass().add("caption");
        value.getStyleClass().addAll("value", "figure-value");
        note.getStyleClass().add("figure-note");
        setGraphic(new VBox(name, value, note));
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        getStyleClass().add("figure");
        setId("figure-" + Figure.IDS.get(index));
        setOnAction(e -> model.inspect(figure()));
        setOnMouseEntered(e -> model.inspect(figure()));
        model.figuresProperty().addListener((property, before, now) -> update(name.getText()));
        update(name.getText());
    }

    private Figure figure() {
        return model.figuresProperty().get().get(index);
    }

    private void update(String name) {
        value.setText(figure().text());
        note.setText(figure().note());
        setAccessibleText(name + " " + figure().text() + " " + figure().note());
    }
}
