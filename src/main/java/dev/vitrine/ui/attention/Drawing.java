package dev.vitrine.ui.attention;

import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Cell;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.RasterData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns one snapshot and a selection into what the view draws. */
final class Drawing {
    private final Session session;
    private final Snapshot snapshot;
    private final HeadRows rows;
    private final int layer;
    private final int head;
    private final List<String> tokens;
    private final List<Shown> shown = new ArrayList<>();

    Drawing(Session session, Snapshot snapshot, HeadRows rows, int layer, int head) {
        this.session = session;
        this.snapshot = snapshot;
        this.rows = rows;
        this.layer = layer;
        this.head = head;
        var tokenizer = session.model().tokenizer();
        tokens = rows.sight().names(session, Arrays.stream(snapshot.probeTokens()).mapToObj(tokenizer::token).toList());
    }

    AttentionPicture picture(int query, Cell cell, Call call, boolean withStages) {
        HeadRows.Row row = rows.rows().get(layer);
        HeadGrid grid = HeadGrid.of(rows, snapshot, tokens);
        RasterData map = grid.at(layer, head);
        TensorSnapshot pattern = snapshot.tensor(row.pattern()).orElse(null);
        String title = session.text("attention.head", row.label(), Integer.toString(head));
        String viewing = session.service() == null ? "" : session.text("attention.viewing", Integer.toString(snapshot.step()), Integer.toString(snapshot.total()));
        if (pattern == null) {
            return new AttentionPicture(grid, layer, head, map, tokens, new float[0], query, -1, title,
                    session.text("attention.waiting"), viewing, "", "", "", "", RowStages.NONE.table(), "", List.of());
        }
        HeadNumbers numbers = HeadNumbers.of(session, snapshot.run(), pattern, head, snapshot.probeTokens(), rows.sight().before());
        RowStages stages = withStages ? stages(row, pattern, query) : RowStages.NONE;
        shown.addAll(numbers.shown());
        shown.addAll(stages.shown());
        String time = Integer.toString(tokens.size());
        String caption = session.text("attention.caption", snapshot.run(), Integer.toString(pattern.step()), pattern.name(),
                Integer.toString(head), time) + (call == null ? "" : " " + session.text("attention.caption.call", call.toString()));
        String stale = pattern.step() < snapshot.step() ? session.text("attention.stale", Integer.toString(pattern.step())) : "";
        float[] weights = Arrays.copyOfRange(map.values(), query * tokens.size(), (query + 1) * tokens.size());
        int key = cell != null && cell.row() == query && cell.column() < weights.length ? cell.column() : largest(weights);
        String readOut = readOut(pattern, query, key, weights[key]);
        return new AttentionPicture(grid, layer, head, map, tokens, weights, query, key, title, caption, viewing, stale,
                readOut, numbers.text(),
                session.text("attention.working", tokens.get(query), Integer.toString(query)), stages.table(), stages.sum(), List.copyOf(shown));
    }

    private RowStages stages(HeadRows.Row row, TensorSnapshot pattern, int query) {
        return snapshot.tensor(row.scores())
                .map(s -> RowStages.of(session, snapshot.run(), s, pattern, head, query, tokens, rows.sight()))
                .orElseGet(() -> new RowStages(RowStages.NONE.table(), session.text("attention.waiting"), List.of()));
    }

    private String readOut(TensorSnapshot pattern, int query, int key, float weight) {
        if (!rows.sight().sees(query, key)) {
            return session.text("attention.readout.masked", tokens.get(query), tokens.get(key));
        }
        String text = Numbers.format(weight);
        shown.add(new Shown(text, weight, new Source.Tensor(snapshot.run(), pattern.step(), pattern.name(),
                (head * tokens.size() + query) * tokens.size() + key)));
        return session.text("attention.readout", tokens.get(query), tokens.get(key), text, Integer.toString(query),
                Integer.toString(key));
    }

    /** What is masked is 0. */
    private static int largest(float[] weights) {
        int best = 0;
        for (int k = 1; k < weights.length; k++) {
            best = weights[k] > weights[best] ? k : best;
        }
        return best;
    }
}
