package dev.vitrine.ui.step;

import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.control.Band;
import dev.vitrine.ui.control.ColorMap;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.RasterData;
import java.util.List;

/** One matrix of a tensor as colours, with the tokens it belongs to, and what is said about it. */
record TensorPicture(Scope scope, Snapshot s, TensorSnapshot tensor, Slice slice) {
    /** @param domain largest magnitude that the colours span; a pattern spans 0 to 1 in every picture */
    RasterData raster(double domain) {
        List<String> tokens = Scope.current(s, tensor) && s.piece() > 0 ? names() : List.of();
        boolean attention = slice.columnAxis().equals("Tk");
        List<String> columns = attention ? tokens
                : slice.columnAxis().equals("V") && slice.columns() == scope.vocabulary().size() ? scope.vocabulary() : List.of();
        boolean probability = tensor.name().endsWith(".pattern");
        return new RasterData(slice.rows(), slice.columns(), slice.of(tensor.data()), probability ? 0 : -domain,
                probability ? 1 : domain, probability ? ColorMap.CIVIDIS : ColorMap.DIVERGING,
                attention ? scope.sight().band() : Band.ALL,
                slice.rowAxis().startsWith("T") ? tokens : List.of(), columns);
    }

    /** Names of the rows where they are positions: those of what goes in and of answers have none before the tokens. */
    private List<String> names() {
        List<String> tokens = scope.tokens(s.tokens(), scope.sequence(s), s.time());
        List<String> all = scope.sight().names(scope.session(), tokens);
        return slice.rows() == s.time() ? tokens : slice.rows() == all.size() ? all : List.of();
    }

    String caption(String phase, RasterData raster) {
        return scope.text("caption", scope.run(), scope.step(s, tensor.step()), phase, tensor.name(), where(),
                slice.rowAxis().isEmpty() ? "1" : slice.rowAxis(), slice.columnAxis(), Numbers.format(raster.min()),
                Numbers.format(raster.max()));
    }

    private String where() {
        TensorShape shape = tensor.shape();
        StringBuilder text = new StringBuilder();
        if (Slice.hasSequences(shape)) {
            text.append(" · ").append(scope.text("sequence.of", Integer.toString(scope.sequence(s)),
                    Integer.toString(shape.size("B"))));
        }
        int heads = shape.size("NH");
        if (heads > 0) {
            text.append(" · ").append(scope.text("head.of",
                    Integer.toString(Math.clamp(scope.session().headProperty().get(), 0, heads - 1)), Integer.toString(heads)));
        }
        return text.toString();
    }
}
