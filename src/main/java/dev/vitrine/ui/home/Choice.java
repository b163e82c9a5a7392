package dev.vitrine.ui.home;

import dev.vitrine.ui.Session;
import java.util.stream.IntStream;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Tooltip;
import javafx.util.StringConverter;

/** Chooses a layer or a head for all views; where there is only one, it says so. */
final class Choice extends ComboBox<Integer> {
    private final Session session;
    private final String key;
    private final ReadOnlyIntegerProperty count;
    private final IntegerProperty chosen;
    private boolean following;

    /** @param key text of one item, with its number as {0} */
    Choice(Session session, String key, ReadOnlyIntegerProperty count, IntegerProperty chosen) {
        this.session = session;
        this.key = key;
        this.count = count;
        this.chosen = chosen;
        setMinWidth(USE_PREF_SIZE);
        setId(key.substring(key.lastIndexOf('.') + 1));
        setConverter(new StringConverter<>() {
            @Override
            public String toString(Integer index) {
                return index == null ? "" : session.text(key, Integer.toString(index));
            }

            @Override
            public Integer fromString(String text) {
                return null;
            }
        });
        count.addListener(change -> follow());
        chosen.addListener(change -> follow());
        valueProperty().addListener((property, before, now) -> {
            if (!following && now != null) {
                chosen.set(now);
            }
        });
        follow();
    }

    private void follow() {
        following = true;
        if (getItems().size() != count.get()) {
            getItems().setAll(IntStream.range(0, count.get()).boxed().toList());
        }
        setValue(Math.clamp(chosen.get(), 0, count.get() - 1));
        setDisable(count.get() < 2);
        setTooltip(new Tooltip(session.text(key + (count.get() < 2 ? ".only" : ".tip"))));
        setAccessibleText(session.text(key + ".tip"));
        following = false;
    }
}
