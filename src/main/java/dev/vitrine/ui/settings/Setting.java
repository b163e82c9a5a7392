package dev.vitrine.ui.settings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.training.ConfigChoices;
import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** One key of a config: what may be put in, what is, and what is wrong with it. */
final class Setting {
    /** How it is put in. */
    enum Kind { SWITCH, NUMBER, CHOICE, TEXT }

    private final String key;
    private final String schemaKey;
    private final Kind kind;
    private final String initial;
    private final StringProperty value;
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    Setting(String key, JsonNode now) {
        this.key = key;
        schemaKey = withoutNumbers(key);
        kind = now.isBoolean() ? Kind.SWITCH : now.isNumber() ? Kind.NUMBER
                : ConfigChoices.of(schemaKey).isEmpty() ? Kind.TEXT : Kind.CHOICE;
        initial = now.isFloatingPointNumber() ? number(now.doubleValue()) : now.asText();
        value = new SimpleStringProperty(initial);
    }

    /** "stages.schedule.kind": what all elements of a list share. */
    static String withoutNumbers(String key) {
        return key.replaceAll("\\.\\d+(?=\\.|$)", "");
    }

    /** As a person writes it: 10000, 0.001, 1e-5. */
    private static String number(double x) {
        return Double.toString(x).replace('E', 'e').replaceFirst("\\.0(?=e|$)", "");
    }

    /** Dotted: "stages.0.schedule.kind". */
    String key() {
        return key;
    }

    /** The key without the numbers of list elements, by which texts and choices are found. */
    String schemaKey() {
        return schemaKey;
    }

    /** The last part of the key. */
    String name() {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    Kind kind() {
        return kind;
    }

    /** Every value of a choice, or some for a text. */
    List<String> choices() {
        return kind == Kind.CHOICE ? ConfigChoices.of(schemaKey) : ConfigChoices.suggested(schemaKey);
    }

    /** Whether a sentence is about the file that is put in. */
    boolean names(String sentence) {
        return kind == Kind.TEXT && !choices().isEmpty() && !value().isBlank()
                && (sentence.startsWith(value() + " ") || sentence.contains("'" + value() + "'"));
    }

    /** As it is typed. */
    StringProperty valueProperty() {
        return value;
    }

    String value() {
        return value.get();
    }

    boolean edited() {
        return !value.get().equals(initial);
    }

    /** Why the value cannot be; else empty. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    String problem() {
        return problem.get();
    }

    void refuse(String why) {
        problem.set(why);
    }
}
