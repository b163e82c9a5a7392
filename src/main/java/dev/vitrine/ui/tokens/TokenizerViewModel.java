package dev.vitrine.ui.tokens;

import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A text and what a tokenizer makes of it. */
public final class TokenizerViewModel implements Feature {
    /** A token of the text. */
    record Piece(int id, String token) {
    }

    private final Session session;
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<List<Piece>> pieces = new ReadOnlyObjectWrapper<>(List.of());
    private String run = "";
    private int step;

    public TokenizerViewModel(Session session) {
        this.session = session;
        text.addListener(_ -> cut());
        if (session.service() != null) {
            text.set(session.service().config().probe());
        }
    }

    @Override
    public Set<String> observes() {
        return Set.of();        // a tokenizer does not change while a model learns
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        run = snapshots.getFirst().run();
        step = snapshots.getFirst().step();
    }

    private void cut() {
        Tokenizer tokenizer = session.service().data().tokenizer();
        pieces.set(IntStream.of(tokenizer.encode(text.get())).mapToObj(id -> new Piece(id, tokenizer.token(id))).toList());
    }

    @Override
    public List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        List<Piece> now = pieces.get();
        for (int i = 0; i < now.size(); i++) {
            all.add(new Shown(Integer.toString(now.get(i).id()), now.get(i).id(), new Source.Derived(run, step, "id of token " + i + " of the text")));
        }
        return all;
    }

    Session session() {
        return session;
    }

    StringProperty textProperty() {
        return text;
    }

    ReadOnlyObjectProperty<List<Piece>> piecesProperty() {
        return pieces.getReadOnlyProperty();
    }
}
