package dev.vitrine.ui.control;

import java.math.BigDecimal;
import java.math.RoundingMode;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * A number to type. It is taken with Enter or when the field is left; Up and Down move it by a step. What is no number in
 * the range leaves the value as it was, marks the field and says what would be right.
 */
public final class NumberField extends TextField {
    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

    private final DoubleProperty value = new SimpleDoubleProperty(this, "value");
    private final DoubleProperty min = new SimpleDoubleProperty(this, "min", 0);
    private final DoubleProperty max = new SimpleDoubleProperty(this, "max", 1);
    private final DoubleProperty step = new SimpleDoubleProperty(this, "step", 1);
    private final BooleanProperty whole = new SimpleBooleanProperty(this, "whole");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

    public NumberField() {
        getStyleClass().add("number-field");
        value.addListener(change -> write());
        whole.addListener(change -> write());
        setOnAction(e -> take());
        focusedProperty().addListener((property, was, is) -> {
            if (!is) {
                take();
            }
        });
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        write();
    }

    public DoubleProperty valueProperty() {
        return value;
    }

    public double getValue() {
        return value.get();
    }

    public void setValue(double newValue) {
        value.set(newValue);
    }

    public DoubleProperty minProperty() {
        return min;
    }

    public double getMin() {
        return min.get();
    }

    public void setMin(double least) {
        min.set(least);
    }

    public DoubleProperty maxProperty() {
        return max;
    }

    public double getMax() {
        return max.get();
    }

    public void setMax(double most) {
        max.set(most);
    }

    public DoubleProperty stepProperty() {
        return step;
    }

    public double getStep() {
        return step.get();
    }

    public void setStep(double size) {
        step.set(size);
    }

    /** Whether only whole numbers are taken. */
    public BooleanProperty wholeProperty() {
        return whole;
    }

    public boolean isWhole() {
        return whole.get();
    }

    public void setWhole(boolean only) {
        whole.set(only);
    }

    /** What would be right, while the text is wrong; else empty. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    private void key(KeyEvent e) {
        if (e.getCode() == KeyCode.UP || e.getCode() == KeyCode.DOWN) {
            take();
            double moved = value.get() + (e.getCode() == KeyCode.UP ? step.get() : -step.get());
            value.set(Math.clamp(new BigDecimal(Double.toString(moved)).setScale(6, RoundingMode.HALF_EVEN).doubleValue(),
                    min.get(), max.get()));
            e.consume();
        } else if (e.getCode() == KeyCode.ESCAPE && !problem.get().isEmpty()) {
            write();
            e.consume();
        }
    }

    private void take() {
        try {
            double typed = Double.parseDouble(getText().strip().replace(Numbers.MINUS, '-').replace(',', '.'));
            if (!(typed >= min.get() && typed <= max.get()) || whole.get() && typed != Math.rint(typed)) {
                throw new NumberFormatException();
            }
            value.set(typed);
            write();
        } catch (NumberFormatException e) {
            problem.set(Words.of(whole.get() ? "number.whole" : "number.range", text(min.get()), text(max.get())));
            pseudoClassStateChanged(DANGER, true);
        }
    }

    private void write() {
        setText(text(value.get()));
        problem.set("");
        pseudoClassStateChanged(DANGER, false);
    }

    private static String text(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }
}
