package dev.vitrine.ui.control;

import javafx.beans.property.IntegerProperty;
import javafx.beans.value.ObservableIntegerValue;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.util.StringConverter;

/** Spinners for whole numbers. */
public final class Spinners {
    private Spinners() {
    }

    /** @param count how many there are; a value beyond stays as it is in the property and is shown as the last */
    public static void bind(Spinner<Integer> spinner, IntegerProperty value, ObservableIntegerValue count) {
        bind(spinner, value, 0, count);
    }

    /** @param count how many values there are from the least on */
    public static void bind(Spinner<Integer> spinner, IntegerProperty value, int least, ObservableIntegerValue count) {
        IntegerSpinnerValueFactory factory = new IntegerSpinnerValueFactory(least, Math.max(least, least + count.get() - 1), least);
        factory.setConverter(new Whole(factory));
        spinner.setValueFactory(factory);
        boolean[] showing = {false};
        Runnable show = () -> {
            showing[0] = true;
            factory.setMax(Math.max(least, least + count.get() - 1));
            factory.setValue(Math.clamp(value.get(), least, factory.getMax()));
            showing[0] = false;
        };
        count.addListener((property, before, now) -> show.run());
        value.addListener((property, before, now) -> show.run());
        factory.valueProperty().addListener((property, before, now) -> {
            if (!showing[0] && now != null) {
                value.set(now);
            }
        });
        show.run();
    }

    /** What is no whole number leaves the value as it was. */
    private static final class Whole extends StringConverter<Integer> {
        private final IntegerSpinnerValueFactory factory;

        Whole(IntegerSpinnerValueFactory factory) {
            this.factory = factory;
        }

        @Override
        public String toString(Integer value) {
            return value == null ? "" : value.toString();
        }

        @Override
        public Integer fromString(String text) {
            try {
                return Math.clamp(Long.parseLong(text.strip()), factory.getMin(), factory.getMax());
            } catch (NumberFormatException e) {
                return factory.getValue();
            }
        }
    }
}
