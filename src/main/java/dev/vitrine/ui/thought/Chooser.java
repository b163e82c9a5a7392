package dev.vitrine.ui.thought;

import dev.vitrine.engine.InputException;
import dev.vitrine.ui.Session;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;

/** Which puzzle is thought about: an unseen one by its number, or a person's own. Puzzles are made and solved in the background. */
final class Chooser {
    private final Session session;
    private final Executor fx;
    private final IntegerProperty number = new SimpleIntegerProperty(0);
    private final ReadOnlyObjectWrapper<Riddle> riddle = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private Riddles riddles;
    private int wishes;      // so that a slow answer to an old one is dropped

    Chooser(Session session, Executor fx) {
        this.session = session;
        this.fx = fx;
        number.addListener(_ -> unseen());
        if (session.service() != null) {
            riddles = Riddles.of(session);
            unseen();
        }
    }

    /** The unseen puzzle of the chosen number. */
    void unseen() {
        int i = number.get();
        find(() -> riddles.unseen(i));
    }

    /** A puzzle as it was typed or pasted. */
    void typed(String text) {
        find(() -> riddles.parsed(text));
    }

    void opened(Path file) {
        find(() -> riddles.read(file));
    }

    /** Another symbol at a position of the present question. */
    void edit(int position, int id) {
        Riddle now = riddle.get();
        if (now != null) {
            find(() -> riddles.edited(now, position, id));
        }
    }

    private void find(Supplier<Riddle> search) {
        int wish = ++wishes;
        session.background().execute(() -> {
            try {
                Riddle found = search.get();
                fx.execute(() -> {
                    if (wish == wishes) {
                        message.set(found.note());
                        riddle.set(found);
                    }
                });
            } catch (InputException e) {
                fx.execute(() -> message.set(e.getMessage()));
            }
        });
    }

    Riddles riddles() {
        return riddles;
    }

    /** Of the unseen puzzle, from 0. */
    IntegerProperty numberProperty() {
        return number;
    }

    /** The puzzle; null until the first is there. */
    ReadOnlyObjectProperty<Riddle> riddleProperty() {
        return riddle.getReadOnlyProperty();
    }

    /** What is wrong with the puzzle, or with the last wish; empty where all is well. */
    ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }
}
