package dev.vitrine.ui.tokens;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.TextFiles;
import dev.vitrine.engine.data.augment.AugmentConfig;
import dev.vitrine.engine.data.augment.Augmenter;
import dev.vitrine.engine.data.report.DataReport;
import dev.vitrine.engine.data.report.Finding;
import dev.vitrine.engine.data.report.Inspector;
import dev.vitrine.engine.data.source.Text;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.StageConfig;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.Feature;
import dev.vitrine.ui.NewestJob;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.BinData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The texts of a stage: what is in them, what looks wrong, some of them, and how they are varied. FX thread only. */
public final class DatasetViewModel implements Feature {
    /** To vary texts as the stage does. */
    static final String AS_RUN = "run";

    /** What can be tried; synonyms need a file, which a run names. */
    static final List<String> WAYS = List.of(AS_RUN, "word_dropout", "word_swap", "casing", "characters", "bpe_dropout");

    /** A text before and after it is varied. */
    record Sample(Text text, String varied) { }

    /** What a report is made of: another one is wanted when one of these changes. */
    private record Wanted(TrainingService service, int stage, String search, String way, double share, int epoch) { }

    /** A report, or why there is none. */
    record Result(Wanted of, DataReport report, List<Sample> samples, String problem) { }

    private final Session session;
    private final IntegerProperty stage = new SimpleIntegerProperty(0);
    private final StringProperty search = new SimpleStringProperty("");
    private final StringProperty way = new SimpleStringProperty(AS_RUN);
    private final DoubleProperty share = new SimpleDoubleProperty(0.2);
    private final IntegerProperty epoch = new SimpleIntegerProperty(0);
    private final ReadOnlyObjectWrapper<List<String>> stages = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Result> result = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final NewestJob<Result> job;
    private Wanted wanted;
    private boolean seen;      // before, nothing is read
    private String run = "";
    private int step;

    public DatasetViewModel(Session session) {
        this.session = session;
        job = new NewestJob<>(session.background(), Platform::runLater, this::take);
        stage.addListener(_ -> ask());
        search.addListener(_ -> ask());
        way.addListener(_ -> ask());
        share.addListener(_ -> ask());
        epoch.addListener(_ -> ask());
    }

    @Override
    public Set<String> observes() {
        return Set.of();        // data do not change while a model learns
    }

    @Override
    public void accept(List<Snapshot> snapshots) {
        run = snapshots.getFirst().run();
        step = snapshots.getFirst().step();
        seen = true;
        List<String> names = session.service().config().stages().stream().map(StageConfig::name).toList();
        if (!names.equals(stages.get())) {
            stages.set(names);
            stage.set(0);
        }
        ask();
    }

    /** Asks for a report unless it is asked for already. */
    private void ask() {
        TrainingService service = session.service();
        if (!seen || service == null || stage.get() < 0 || stage.get() >= service.config().stages().size()) {
            return;
        }
        Wanted now = new Wanted(service, stage.get(), search.get().strip(), way.get(), share.get(), epoch.get());
        if (!now.equals(wanted)) {
            wanted = now;
            job.submit(() -> work(now));
        }
    }

    /** In the background. */
    private static Result work(Wanted wanted) {
        RunConfig config = wanted.service.config();
        StageConfig of = config.stages().get(wanted.stage);
        Tokenizer tokenizer = wanted.service.data().tokenizer();
        boolean lines = of.format().equals(StageConfig.LINES);
        try {
            if (of.hasShards()) {
                throw new InputException(of.data() + " holds token shards, whose texts are not kept: look at the texts that they were made of");
            }
            DataReport report = Inspector.inspect(TextFiles.source(of.data()), of.read(), new Inspector.Options(tokenizer,
                    lines ? config.model().contextLength() : 0, lines ? of.validationFraction() : 0, config.seed(), wanted.search));
            Augmenter augmenter = new Augmenter(augment(wanted, of), tokenizer, config.seed(), of.name());
            List<Sample> samples = IntStream.range(0, report.samples().size())
                    .mapToObj(i -> new Sample(report.samples().get(i), augmenter.shown(report.samples().get(i), wanted.epoch, i))).toList();
            return new Result(wanted, report, samples, "");
        } catch (InputException e) {
            return new Result(wanted, null, List.of(), e.getMessage());
        }
    }

    private static AugmentConfig augment(Wanted wanted, StageConfig stage) {
        double share = wanted.share;
        return switch (wanted.way) {
            case "word_dropout" -> new AugmentConfig(0, "", share, 0, 0, 0, 0);
            case "word_swap" -> new AugmentConfig(0, "", 0, share, 0, 0, 0);
            case "casing" -> new AugmentConfig(0, "", 0, 0, share, 0, 0);
            case "characters" -> new AugmentConfig(0, "", 0, 0, 0, share, 0);
            case "bpe_dropout" -> new AugmentConfig(0, "", 0, 0, 0, 0, share);
            default -> stage.augment();
        };
    }

    private void take(Result newest) {
        if (newest.of.equals(wanted)) {
            result.set(newest);
            summary.set(newest.report == null ? newest.problem : session.text("dataset.summary", source(), figure(newest.report.read()),
                    figure(newest.report.used()), figure(newest.report.chats()), held(newest.report), figure(newest.report.bytes()),
                    figure(newest.report.characters()), figure(newest.report.words()), figure(newest.report.tokens()), figure(newest.report.longest())));
        }
    }

    private String held(DataReport report) {
        StageConfig of = wanted.service.config().stages().get(wanted.stage);
        if (!of.holdsOut()) {
            return session.text("dataset.held.none");
        }
        return of.format().equals(StageConfig.LINES) ? session.text("dataset.held.lines", figure(report.validation()))
                : session.text("dataset.held.stream", Math.round(100 * of.validationFraction()));
    }

    /** Where a text stands, without the folders of its file. */
    static String place(Text text) {
        String whole = text.place().toString();
        String file = text.place().file();
        return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1) + whole.substring(file.length());
    }

    private String source() {
        return wanted.service.config().stages().get(wanted.stage).data();
    }

    private static String figure(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Lengths of the texts in tokens, for the chart. */
    BinData bins() {
        Result now = result.get();
        if (now == null || now.report == null || now.report.used() == 0) {
            return BinData.EMPTY;
        }
        DataReport.Histogram lengths = now.report.lengths();
        return new BinData(0, (double) lengths.width() * lengths.counts().size(),
                lengths.counts().stream().mapToInt(n -> (int) Math.min(Integer.MAX_VALUE, n)).toArray());
    }

    /** Name of a kind of trouble. */
    String title(Finding.Kind kind) {
        return session.text("dataset.finding." + kind.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public List<Shown> shown() {
        Result now = result.get();
        List<Shown> all = new ArrayList<>();
        if (now != null && now.report != null) {
            DataReport report = now.report;
            all.add(shown(report.read(), "lines, elements, rows and files that were looked at"));
            all.add(shown(report.used(), "texts to train on"));
            all.add(shown(report.bytes(), "bytes on the disk"));
            all.add(shown(report.characters(), "code points of the texts"));
            all.add(shown(report.words(), "runs of characters with no white space"));
            all.add(shown(report.tokens(), "tokens of the texts by the run's tokenizer"));
            report.findings().forEach(f -> all.add(shown(f.count(), "texts: " + title(f.kind()))));
        }
        return all;
    }

    private Shown shown(long number, String formula) {
        return new Shown(figure(number), number, new Source.Derived(run, step, formula));
    }

    Session session() {
        return session;
    }

    /** Names of the stages. */
    ReadOnlyObjectProperty<List<String>> stagesProperty() {
        return stages.getReadOnlyProperty();
    }

    /** The stage that is looked at, from 0. */
    IntegerProperty stageProperty() {
        return stage;
    }

    StringProperty searchProperty() {
        return search;
    }

    /** One of {@link #WAYS}. */
    StringProperty wayProperty() {
        return way;
    }

    /** Of the words, where a way is tried that the run does not have. */
    DoubleProperty shareProperty() {
        return share;
    }

    /** Whose variation is shown. */
    IntegerProperty epochProperty() {
        return epoch;
    }

    /** The newest report; null before the first. */
    ReadOnlyObjectProperty<Result> resultProperty() {
        return result.getReadOnlyProperty();
    }

    ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }
}
