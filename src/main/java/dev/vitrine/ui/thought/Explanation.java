package dev.vitrine.ui.thought;

import dev.vitrine.analysis.Decoded;
import dev.vitrine.training.Thought.Update;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.List;

/** A cell of the answer for the inspector: how likely each symbol is after the update that is looked at. */
final class Explanation {
    private final Session session;

    Explanation(Session session) {
        this.session = session;
    }

    /** @param cell position of the puzzle */
    Inspected cell(Reading reading, int update, int cell) {
        Update at = reading.update(update);
        int vocabulary = reading.thought().vocabulary();
        float[] logits = reading.preliminary() ? at.preliminary() : at.logits();
        Decoded decoded = new Decoded(logits, vocabulary);
        List<String> terms = new ArrayList<>();
        for (int id = 0; id < vocabulary; id++) {
            terms.add(session.text("thought.inspect.symbol", session.service().data().tokenizer().token(id),
                    Numbers.format(logits[cell * vocabulary + id]), Numbers.format(decoded.probability(cell, id))));
        }
        int width = reading.riddle().task().width();
        int said = decoded.likeliest(cell);
        return new Inspected(session.text("thought.inspect.cell", Integer.toString(cell / width + 1), Integer.toString(cell % width + 1)),
                session.text("thought.inspect.address", reading.thought().run(), Integer.toString(reading.thought().state()), at.level(),
                        Reading.label(at), Integer.toString(cell), Integer.toString(said)),
                Double.toString(decoded.probability(cell, said)), session.text("thought.inspect.formula"), terms,
                List.of(session.text("thought.inspect.sum", Integer.toString(vocabulary))),
                session.text(reading.preliminary() ? "thought.inspect.preliminary" : at.level().equals("z_L") ? "thought.inspect.low"
                        : "thought.inspect.read"));
    }
}
