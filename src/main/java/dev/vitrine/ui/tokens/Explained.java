package dev.vitrine.ui.tokens;

import dev.vitrine.engine.text.Span;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Session;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the inspector says of a token of a text. */
final class Explained {
    private Explained() {
    }

    static Inspected token(Session session, Reading reading, int token) {
        Span span = reading.spans().get(token);
        String stretch = reading.text().substring(span.begin(), span.end());
        StringBuilder bytes = new StringBuilder();
        for (byte b : stretch.getBytes(StandardCharsets.UTF_8)) {
            bytes.append(bytes.isEmpty() ? "" : " ").append(String.format("%02X", b & 0xFF));
        }
        return new Inspected(session.text("tokenizer.why.title", reading.tokenizer().token(span.id())),
                session.text("tokenizer.why.address", Integer.toString(token), Integer.toString(reading.tokens())), Integer.toString(span.id()),
                session.text("tokenizer.why.formula"), List.of(session.text("tokenizer.why.entry", reading.tokenizer().entry(span.id())),
                session.text("tokenizer.why.span", Integer.toString(span.begin()), Integer.toString(span.end())),
                session.text("tokenizer.why.bytes", bytes)), List.of(), session.text("tokenizer.why.explain"));
    }
}
