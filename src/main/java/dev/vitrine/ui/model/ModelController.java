package dev.vitrine.ui.model;

import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.Panels;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.SimpleStringProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Binds model.fxml. */
public final class ModelController {
    private final ModelViewModel model;
    @FXML private Label name;
    @FXML private Label hash;
    @FXML private Panels sizes;
    @FXML private VBox choices;
    @FXML private VBox memory;
    @FXML private TableView<Part> parts;
    @FXML private TableColumn<Part, String> partName;
    @FXML private TableColumn<Part, String> shape;
    @FXML private TableColumn<Part, String> count;
    @FXML private TableColumn<Part, String> rms;
    @FXML private TableColumn<Part, String> least;
    @FXML private TableColumn<Part, String> most;

    public ModelController(ModelViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        name.setText(model.name());
        hash.textProperty().bind(model.hashProperty());
        model.sizesProperty().get().forEach(f -> sizes.getChildren().add(tile(f)));
        model.choicesProperty().get().forEach(sentence -> choices.getChildren().add(label(sentence, "body")));
        model.memoryProperty().addListener((_, _, now) -> memory(now));
        memory(model.memoryProperty().get());
        column(partName, Part::name);
        column(shape, Part::shape);
        column(count, p -> Numbers.integer(p.count()));
        column(rms, p -> Numbers.format(p.rms()));
        column(least, p -> Numbers.format(p.least()));
        column(most, p -> Numbers.format(p.most()));
        parts.setPlaceholder(label(model.session().text("model.parts.reading"), "caption"));
        model.partsProperty().addListener((_, _, now) -> parts.getItems().setAll(now));
        parts.getItems().setAll(model.partsProperty().get());
    }

    private VBox tile(Fact fact) {
        Label value = new Label(fact.text());
        value.getStyleClass().addAll("value", "figure-value");
        value.setId("model-" + fact.id());
        Label title = label(model.session().text("model." + fact.id()), "caption");
        VBox tile = new VBox(title, value);
        tile.getStyleClass().add("figure");
        return tile;
    }

    private void memory(List<Fact> now) {
        memory.getChildren().clear();
        for (Fact fact : now) {
            Label value = new Label(fact.text());
            value.getStyleClass().add("value");
            value.setMinWidth(Region.USE_PREF_SIZE);
            Label title = label(model.session().text("model.memory." + fact.id()), "body");
            HBox.setHgrow(title, Priority.ALWAYS);
            title.setMaxWidth(Double.MAX_VALUE);
            memory.getChildren().add(new HBox(12, title, value));
        }
    }

    private static Label label(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static void column(TableColumn<Part, String> column, Function<Part, String> text) {
        column.setCellValueFactory(cell -> new SimpleStringProperty(text.apply(cell.getValue())));
        column.setSortable(false);   // in the order in which the model works them
        column.setReorderable(false);
    }

    @FXML
    private void open() {
        model.session().requestOpen();
    }
}
