package dev.vitrine.ui.lens;

import dev.vitrine.analysis.LogitLens;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Cell;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.TableData;
import dev.vitrine.ui.control.TableData.Entry;
import dev.vitrine.ui.control.TokenText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Turns what the lens reads into pictures and sentences. */
final class Drawing {
    private static final int DIGITS = 2;

    private final Session session;
    private final LogitLens lens;
    private final int step;
    private final Tokenizer tokenizer;
    private final List<Shown> shown = new ArrayList<>();

    /** @param step of the weights that were read with */
    Drawing(Session session, LogitLens lens, int step) {
        this.session = session;
        this.lens = lens;
        this.step = step;
        tokenizer = session.model().tokenizer();
    }

    private int columns() {
        return lens.rows().getFirst().size();
    }

    private int position(int column) {
        return lens.from() + column;
    }

    LensPicture picture() {
        List<String> tokens = IntStream.range(0, columns()).mapToObj(c -> tokenizer.token(lens.tokens()[position(c)])).toList();
        List<TableData.Row> rows = new ArrayList<>();
        rows.add(new TableData.Row(session.text("lens.row.next"), IntStream.range(0, columns()).mapToObj(this::next).toList()));
        for (int row = 0; row < lens.rows().size(); row++) {
            rows.add(new TableData.Row(name(row), row(row)));
        }
        int last = lens.rows().size() - 1;
        long late = IntStream.range(0, columns()).filter(c -> lens.settledAfter(c) == last).count();
        String summary = session.text("lens.summary", count(late, "positions whose answer is first after the last block only"),
                Integer.toString(columns()));
        return new LensPicture(new TableData(tokens, rows), session.text("lens.caption", Integer.toString(step)), summary,
                session.text("lens.window", Integer.toString(lens.from()), Integer.toString(position(columns()) - 1),
                        Integer.toString(lens.tokens().length)), List.copyOf(shown));
    }

    private String count(long value, String formula) {
        String text = Numbers.integer(value);
        shown.add(new Shown(text, value, source(formula)));
        return text;
    }

    private Entry next(int column) {
        int at = position(column) + 1;
        return at < lens.tokens().length ? Entry.token(tokenizer.token(lens.tokens()[at])) : Entry.MASKED;
    }

    private String name(int row) {
        return row == 0 ? session.text("lens.row.embed")
                : session.text(row == lens.rows().size() - 1 ? "lens.row.output" : "lens.row.block", Integer.toString(row - 1));
    }

    private static String tensor(int row) {
        return row == 0 ? "probe.blocks.0.resid_pre" : "probe.blocks." + (row - 1) + ".resid_post";
    }

    private List<Entry> row(int row) {
        List<Entry> cells = new ArrayList<>();
        for (int c = 0; c < columns(); c++) {
            LogitLens.Reading r = lens.rows().get(row).get(c);
            String text = Numbers.format(r.p()[0], DIGITS);
            shown.add(new Shown(text, r.p()[0], source(formula(row, c, r.top()[0]))));
            cells.add(new Entry(tokenizer.token(r.top()[0]), text, r.p()[0], r.rank() == 0, false));
        }
        return cells;
    }

    private String formula(int row, int column, int token) {
        return "softmax(head(final_norm(" + tensor(row) + "[0, " + position(column) + "])))[" + token + "]";
    }

    private Source source(String formula) {
        return new Source.Derived(Models.GPT, step, formula);
    }

    /** @param cell of the table; null where it is none of a block
     *  @return null where there is nothing to explain */
    Inspected inspected(Cell cell) {
        int row = cell.row() - 1;
        if (row < 0 || row >= lens.rows().size() || cell.column() >= columns()) {
            return null;
        }
        LogitLens.Reading r = lens.rows().get(row).get(cell.column());
        List<String> terms = IntStream.range(0, r.top().length)
                .mapToObj(i -> session.text("lens.inspect.term", Integer.toString(i + 1), quoted(r.top()[i]), Numbers.format(r.p()[i]))).toList();
        List<String> summary = List.of(
                session.text("lens.inspect.answer", quoted(r.answer()), Integer.toString(r.rank() + 1), Numbers.integer(tokenizer.vocabSize()),
                        Numbers.format(r.pAnswer())),
                session.text("lens.inspect.entropy", Numbers.format(r.entropy()), Numbers.format(Math.log(tokenizer.vocabSize()))),
                session.text("lens.inspect.settled", name(lens.settledAfter(cell.column()))));
        int at = position(cell.column());
        return new Inspected(session.text("lens.inspect.title", name(row), quoted(lens.tokens()[at])),
                session.text("lens.inspect.address", Integer.toString(step), tensor(row), Integer.toString(at)), Numbers.exact(r.p()[0]),
                session.text("lens.inspect.formula"), terms, summary,
                session.text(row == lens.rows().size() - 1 ? "lens.inspect.explain.output" : "lens.inspect.explain"));
    }

    private String quoted(int token) {
        return "‘" + TokenText.visible(tokenizer.token(token)) + "’";
    }
}
