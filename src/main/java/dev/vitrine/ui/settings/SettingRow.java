package dev.vitrine.ui.settings;

import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;

/** A row of the form: the setting's name, where it is put in, and its help or what is wrong. */
final class SettingRow {
    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

    private final Label name = new Label();
    private final Control control;
    private final Label help = new Label();

    SettingRow(Setting setting, SettingTexts texts) {
        control = control(setting);
        control.setId("setting-" + setting.key().replace('.', '-'));   // a point would end the name in a selector
        control.setMaxWidth(Double.MAX_VALUE);
        control.setAccessibleHelp(texts.help(setting));
        name.setText(texts.label(setting));
        name.setLabelFor(control);
        name.setWrapText(true);
        name.getStyleClass().add("body");
        help.getStyleClass().add("caption");
        help.setWrapText(true);
        help.setMinHeight(Region.USE_PREF_SIZE);
        help.textProperty().bind(Bindings.when(setting.problemProperty().isEmpty()).then(texts.help(setting))
                .otherwise(setting.problemProperty()));
        setting.problemProperty().addListener((value, before, now) -> mark(!now.isEmpty()));
        mark(!setting.problem().isEmpty());
    }

    private void mark(boolean wrong) {
        help.getStyleClass().removeAll("warning");
        if (wrong) {
            help.getStyleClass().add("warning");
        }
        control.pseudoClassStateChanged(DANGER, wrong);
    }

    private static Control control(Setting setting) {
        return switch (setting.kind()) {
            case SWITCH -> checkBox(setting);
            case CHOICE -> choice(setting);
            case NUMBER -> textField(setting);
            case TEXT -> setting.choices().isEmpty() ? textField(setting) : suggestions(setting);
        };
    }

    private static Control checkBox(Setting setting) {
        CheckBox box = new CheckBox();
        box.setSelected(Boolean.parseBoolean(setting.value()));
        box.selectedProperty().addListener((value, before, now) -> setting.valueProperty().set(now.toString()));
        return box;
    }

    private static Control choice(Setting setting) {
        ComboBox<String> combo = new ComboBox<>();
        combo.getItems().setAll(setting.choices());
        combo.valueProperty().bindBidirectional(setting.valueProperty());
        return combo;
    }

    private static Control suggestions(Setting setting) {
        ComboBox<String> combo = new ComboBox<>();
        combo.setEditable(true);
        combo.getItems().setAll(setting.choices());
        combo.setValue(setting.value());
        combo.getEditor().textProperty().bindBidirectional(setting.valueProperty());
        return combo;
    }

    private static Control textField(Setting setting) {
        TextField field = new TextField();
        field.textProperty().bindBidirectional(setting.valueProperty());
        return field;
    }

    Label name() {
        return name;
    }

    Control control() {
        return control;
    }

    /** What is wrong, or else what the setting is for. */
    Label help() {
        return help;
    }
}
