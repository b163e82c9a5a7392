package dev.vitrine.ui.control;

import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/**
 * The one interaction grammar of all pictures: hover previews, a click locks, a click on the same again or Esc unlocks,
 * arrow keys move what is previewed (and the lock with it), Enter locks.
 *
 * @param <T> what is picked: a cell, or the number of a token
 */
final class Picking<T> {
    private final ReadOnlyObjectWrapper<T> hovered;
    private final ObjectProperty<T> selected;
    private final BiFunction<T, KeyCode, T> step;

    /**
     * @param at   what lies under the pointer, or null
     * @param step where a key leads from something (null: from nowhere), or null if the key leads nowhere
     */
    Picking(CanvasRegion owner, Function<MouseEvent, T> at, BiFunction<T, KeyCode, T> step) {
        this.step = step;
        hovered = new ReadOnlyObjectWrapper<>(owner, "hovered");
        selected = new SimpleObjectProperty<>(owner, "selected");
        hovered.addListener(change -> owner.repaint());
        selected.addListener(change -> owner.repaint());
        owner.setFocusTraversable(true);
        owner.addEventHandler(MouseEvent.MOUSE_MOVED, e -> hovered.set(at.apply(e)));
        owner.addEventHandler(MouseEvent.MOUSE_DRAGGED, e -> hovered.set(at.apply(e)));
        owner.addEventHandler(MouseEvent.MOUSE_EXITED, e -> hovered.set(null));
        owner.addEventHandler(MouseEvent.MOUSE_PRESSED, e -> owner.requestFocus());
        owner.addEventHandler(MouseEvent.MOUSE_CLICKED, e -> {
            if (e.getButton() == MouseButton.PRIMARY && e.isStillSincePress()) {
                toggle(at.apply(e));
            }
        });
        owner.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        owner.focusedProperty().addListener((property, was, is) -> {
            if (!is && !owner.isHover()) {
                hovered.set(null);
            }
        });
    }

    ReadOnlyObjectProperty<T> hoveredProperty() {
        return hovered.getReadOnlyProperty();
    }

    ObjectProperty<T> selectedProperty() {
        return selected;
    }

    T hovered() {
        return hovered.get();
    }

    T selected() {
        return selected.get();
    }

    /** What the read-out speaks of: the preview, or else the lock. */
    T current() {
        return hovered.get() != null ? hovered.get() : selected.get();
    }

    /** After the content changed: drops a preview that exists no more. A lock stays, for the next content may have it. */
    void forget() {
        hovered.set(null);
    }

    private void toggle(T hit) {
        if (hit != null) {
            selected.set(hit.equals(selected.get()) ? null : hit);
        }
    }

    private void key(KeyEvent e) {
        if (e.isControlDown() || e.isShiftDown() || e.isAltDown() || e.isMetaDown()) {
            return;
        }
        if (e.getCode() == KeyCode.ENTER && hovered.get() != null) {
            toggle(hovered.get());
            e.consume();
        } else if (e.getCode() == KeyCode.ESCAPE && selected.get() != null) {
            selected.set(null);
            e.consume();
        } else {
            T next = step.apply(selected.get() != null ? selected.get() : hovered.get(), e.getCode());
            if (next != null) {
                hovered.set(next);
                if (selected.get() != null) {
                    selected.set(next);
                }
                e.consume();
            }
        }
    }
}
