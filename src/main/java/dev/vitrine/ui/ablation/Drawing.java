package dev.vitrine.ui.ablation;

import dev.vitrine.analysis.Ablation.Kind;
import dev.vitrine.analysis.Ablation.Outcome;
import dev.vitrine.analysis.Ablation.Part;
import dev.vitrine.analysis.Ranked;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.RasterData;
import dev.vitrine.ui.control.TableData;
import dev.vitrine.ui.control.TableData.Entry;
import dev.vitrine.ui.control.TokenText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Turns what the parts are worth into pictures and sentences. */
final class Drawing {
    /** Columns of the picture of whole parts. */
    static final List<Kind> WHOLES = List.of(Kind.ATTENTION, Kind.FEED_FORWARD, Kind.BLOCK);
    private static final int TOP = 6;
    private static final int DIGITS = 3;

    private final Session session;
    private final Prices prices;
    private final int step;
    private final Measure measure;
    private final int token;
    private final Tokenizer tokenizer;
    private final List<Shown> shown = new ArrayList<>();

    /** @param step  of the weights
     *  @param token whose probability is measured */
    Drawing(Session session, Prices prices, int step, Measure measure, int token) {
        this.session = session;
        this.prices = prices;
        this.step = step;
        this.measure = measure;
        this.token = token;
        tokenizer = session.model().tokenizer();
    }

    /** @param part of the detail */
    AblationPicture picture(Part part) {
        List<String> blocks = IntStream.range(0, prices.blocks()).mapToObj(b -> session.text("ablation.block", Integer.toString(b))).toList();
        List<String> heads = IntStream.range(0, prices.heads()).mapToObj(Integer::toString).toList();
        List<String> wholes = WHOLES.stream().map(k -> session.text("ablation.kind." + k)).toList();
        RasterData ofHeads = RasterData.symmetric(prices.blocks(), prices.heads(), prices.ofHeads(measure, token)).withLabels(blocks, heads);
        RasterData ofWholes = RasterData.symmetric(prices.blocks(), WHOLES.size(), prices.ofWholes(WHOLES, measure, token))
                .withLabels(blocks, wholes);
        prices.after().keySet().forEach(p -> derived(prices.change(p, measure, token), formula(p)));
        TableData tokens = tokens(part);
        String caption = session.text(measure == Measure.LOSS ? "ablation.caption.loss" : "ablation.caption.token", Integer.toString(step),
                quoted(token));
        return new AblationPicture(ofHeads, ofWholes, caption, title(part), detail(part), tokens, List.copyOf(shown));
    }

    private String title(Part part) {
        String block = Integer.toString(part.block());
        return part.kind() == Kind.HEAD ? session.text("ablation.without.head", block, Integer.toString(part.head()))
                : session.text("ablation.without." + part.kind(), block);
    }

    private String detail(Part part) {
        Outcome before = prices.before();
        Outcome after = prices.after().get(part);
        String ofToken = session.text("ablation.detail.token", quoted(token),
                derived(before.logProbabilities()[token], "ln p(" + token + " | probe)"),
                derived(after.logProbabilities()[token], "ln p(" + token + " | probe) without " + part),
                signed(prices.change(part, Measure.TOKEN, token), "difference of the two"));
        return Double.isNaN(before.lossNats()) ? ofToken : session.text("ablation.detail.loss",
                derived(before.lossNats(), "mean -ln p of the probe's tokens"),
                derived(after.lossNats(), "mean -ln p of the probe's tokens without " + part),
                signed(prices.change(part, Measure.LOSS, token), "difference of the two")) + " · " + ofToken;
    }

    /** The first tokens with all parts, then those that came among the first without the one. */
    private TableData tokens(Part part) {
        float[] before = prices.before().logProbabilities();
        float[] after = prices.after().get(part).logProbabilities();
        List<Integer> ids = ids(part);
        List<Entry> first = new ArrayList<>();
        List<Entry> second = new ArrayList<>();
        for (int id : ids) {
            first.add(share(before[id], "p(" + id + " | probe)"));
            second.add(share(after[id], "p(" + id + " | probe) without " + part));
        }
        return new TableData(ids.stream().map(tokenizer::token).toList(), List.of(new TableData.Row(session.text("ablation.row.before"), first),
                new TableData.Row(session.text("ablation.row.after"), second)));
    }

    /** Of the columns of the table. */
    List<Integer> ids(Part part) {
        Set<Integer> ids = new LinkedHashSet<>();
        for (Outcome outcome : List.of(prices.before(), prices.after().get(part))) {
            IntStream.of(Ranked.top(outcome.logProbabilities(), TOP)).forEach(ids::add);
        }
        ids.add(token);
        return List.copyOf(ids);
    }

    private Entry share(float log, String formula) {
        double p = Math.exp(log);
        String text = Numbers.format(p, DIGITS);
        shown.add(new Shown(text, p, new Source.Derived(Models.GPT, step, formula)));
        return Entry.number(text, p);
    }

    private String formula(Part part) {
        return (measure == Measure.LOSS ? "loss of the probe" : "ln p(" + token + " | probe)") + " without " + part + " less with all parts";
    }

    private String derived(double value, String formula) {
        String text = Numbers.format(value);
        shown.add(new Shown(text, value, new Source.Derived(Models.GPT, step, formula)));
        return text;
    }

    private String signed(double value, String formula) {
        String text = (value > 0 ? "+" : "") + Numbers.format(value);
        shown.add(new Shown(text, value, new Source.Derived(Models.GPT, step, formula)));
        return text;
    }

    private String quoted(int id) {
        return "‘" + TokenText.visible(tokenizer.token(id)) + "’";
    }

    Inspected inspected(Part part) {
        double change = prices.change(part, measure, token);
        return new Inspected(title(part), session.text("ablation.inspect.address", Integer.toString(step)), Numbers.exact((float) change),
                session.text("ablation.inspect.formula." + measure), List.of(session.text("ablation.inspect.how." + part.kind())),
                List.of(detail(part)), session.text("ablation.inspect.explain"));
    }
}
