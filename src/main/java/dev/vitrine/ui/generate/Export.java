package dev.vitrine.ui.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.checkpoint.AtomicFiles;
import dev.vitrine.engine.checkpoint.CheckpointException;
import dev.vitrine.ui.SaveAs;
import dev.vitrine.ui.Session;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Takes a text out of the window: as text with a head that says how it came about, or as JSON with every token. */
final class Export {
    private static final String JSON = ".json";

    private final Session session;
    private final Consumer<Runnable> later;
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");

    /** @param later carries work from any thread to this one */
    Export(Session session, Consumer<Runnable> later) {
        this.session = session;
        this.later = later;
    }

    void copied() {
        message.set(session.text("generate.copied"));
    }

    void save(SaveAs saveAs, WrittenText text, Conversation before) {
        try {
            TextTree tree = text.tree();
            Optional<Path> file = saveAs.choose(session.text("generate.export.name", tree.run(), Integer.toString(tree.step())));
            file.ifPresent(path -> write(path, path.toString().endsWith(JSON) ? json(text, before) : plain(text, before)));
        } catch (UnsupportedOperationException e) {
            message.set(session.text("generate.export.unsupported"));
        }
    }

    private void write(Path path, String content) {
        session.background().execute(() -> {
            String outcome;
            try {
                AtomicFiles.write(path, content);
                outcome = session.text("generate.exported", path);
            } catch (CheckpointException e) {
                outcome = e.getMessage();
            }
            String said = outcome;
            later.accept(() -> message.set(said));
        });
    }

    private String plain(WrittenText text, Conversation before) {
        TextTree tree = text.tree();
        Twig last = text.last();
        return session.text("generate.export.header", tree.run(), Integer.toString(tree.step()), tree.stateHash(),
                tree.prompt().shown().replace("\\", "\\\\").replace("\n", "\\n"), SettingsText.of(session, last.sampling()),
                Integer.toString(text.size()), Double.toString(last.logProbability()))
                + "\n\n" + before.text() + text.whole() + "\n";
    }

    static String json(WrittenText text, Conversation before) {
        TextTree tree = text.tree();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model", tree.run()).put("step", tree.step()).put("state_hash", tree.stateHash());
        ArrayNode turns = json.putArray("conversation");
        before.turns().forEach(t -> turns.addObject().put("question", t.question()).put("answer", t.answer()));
        json.put("prompt", tree.prompt().shown());
        ArrayNode ids = json.putArray("prompt_tokens");
        for (int id : tree.prompt().ids()) {
            ids.add(id);
        }
        json.put("text", text.continuationProperty().get());
        json.put("log_probability", text.last().logProbability());
        ArrayNode tokens = json.putArray("tokens");
        for (Twig twig : text.path()) {
            ObjectNode token = tokens.addObject().put("id", twig.token()).put("token", tree.tokenizer().token(twig.token()));
            token.put("p", twig.base()).put("log_p", -twig.choice().lossNats()).put("p_final", twig.choice().finals()[twig.token()]);
            if (!Double.isNaN(twig.choice().u())) {
                token.put("u", twig.choice().u());
            }
            token.put("by_hand", twig.byHand());
            token.set("settings", SettingsText.json(twig.sampling()));
        }
        return json.toPrettyString() + "\n";
    }

    /** What became of copying or saving. */
    ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }
}
