package dev.vitrine.cli;

import dev.vitrine.engine.data.report.DataReport;
import dev.vitrine.engine.model.Footprint;
import dev.vitrine.training.History;
import dev.vitrine.training.PuzzleEvaluator;
import dev.vitrine.training.metrics.MetricRow;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/** For a person: a line that moves on a terminal, a line every few steps elsewhere. */
final class TextReport implements TrainingReport {
    private static final int BAR = 24;
    private static final double MEGA = 1e6;
    private static final double TERA = 1e12;
    private static final long REDRAW_NANOS = 100_000_000;

    private final PrintWriter out;
    private final PrintWriter err;
    private final int steps;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private long drawn;

    TextReport(PrintWriter out, PrintWriter err, int steps) {
        this.out = out;
        this.err = err;
        this.steps = steps;
        Console console = System.console();
        terminal = console != null && console.isTerminal();
    }

    @Override
    public void data(String stage, DataReport report) {
        err.println(String.format(Locale.ROOT, "stage %s: %,d read, %,d used, %,d tokens", stage, report.read(), report.used(), report.tokens()));
        report.sentences().forEach(sentence -> err.println("  " + sentence));
    }

    @Override
    public void begun(Footprint f) {
        err.println(String.format(Locale.ROOT, "memory %.1f MB: weights %.1f, gradients %.1f, optimizer %.1f, activations %.1f",
                f.totalBytes() / MEGA, f.parameterBytes() / MEGA, f.gradientBytes() / MEGA, f.stateBytes() / MEGA,
                f.activationBytes() / MEGA));
        err.flush();
    }

    @Override
    public void skipped(int step, float lossScale) {
        err.println(String.format(Locale.ROOT, "step %d: gradients overflowed at a loss scale of %.0f, so no update was made", step,
                lossScale));
    }

    @Override
    public void step(MetricRow row) {
        if (terminal) {
            draw(row.step(), row.loss(), row.tokensPerSecond());
        } else {
            out.println(String.format(Locale.ROOT, "step %d  loss %.4f%s%s  learning rate %.3g  gradient norm %.3g  %,d tokens/s",
                    row.step(), row.loss(), Double.isNaN(row.validationLoss()) ? ""
                            : String.format(Locale.ROOT, "  validation %.4f", row.validationLoss()),
                    Double.isNaN(row.exactAccuracy()) ? "" : String.format(Locale.ROOT, "  solved %.1f %%", 100 * row.exactAccuracy()),
                    row.learningRate(), row.gradNorm(), Math.round(row.tokensPerSecond())));
        }
    }

    @Override
    public void progress(int step, History history) {
        if (terminal && System.nanoTime() - drawn > REDRAW_NANOS) {
            draw(step, history.loss().at(step), history.tokensPerSecond().at(step));
        }
    }

    private void draw(int step, double loss, double tokensPerSecond) {
        drawn = System.nanoTime();
        int done = step + 1;
        int filled = (int) ((long) BAR * done / steps);
        long left = Math.round((drawn - began) / 1e9 / done * (steps - done));
        err.print(String.format(Locale.ROOT, "\r[%s%s] step %d of %d  loss %.4f  %,d tokens/s  %d:%02d left ", "=".repeat(filled),
                " ".repeat(BAR - filled), done, steps, loss, Math.round(tokensPerSecond), left / 60, left % 60));
        err.flush();
    }

    @Override
    public void trained() {
        if (terminal) {
            err.println();
        }
    }

    @Override
    public void summary(Summary s, String fate) {
        out.println(String.format(Locale.ROOT, "%,d steps in %.1f s (%.1f s of CPU, %.3g TFLOP), %,d parameters", s.steps(),
                s.seconds(), s.cpuSeconds(), s.flops() / TERA, s.parameters()));
        Measured m = s.measured();
        out.println(String.format(Locale.ROOT, "loss %.4f nats a token over the training data%s%s", m.loss(),
                Double.isNaN(m.lossFloor()) ? "" : String.format(Locale.ROOT, " (the floor of memorising is %.4f)", m.lossFloor()),
                Double.isNaN(m.validationLoss()) ? "" : String.format(Locale.ROOT, ", %.4f over what was held out",
                        m.validationLoss())));
        if (s.ema() || s.bestStep() >= 0) {
            out.println("measured" + (s.ema() ? " with the moving average of the weights (EMA)" : "")
                    + (s.bestStep() >= 0 ? " at step " + s.bestStep() + ", the best on what was held out" : ""));
        }
        if (m.answers().questions() > 0) {
            out.println(m.answers().exact() + " of " + m.answers().questions() + " answers exact");
        }
        if (m.unseen() != null) {
            puzzles(m.unseen());
        }
        out.println("state " + s.stateHash());
        out.println(fate);
    }

    private void puzzles(PuzzleEvaluator.Result unseen) {
        out.println(String.format(Locale.ROOT, "of %,d unseen puzzles %.1f %% solved, %.2f %% of their cells right", unseen.puzzles(),
                100 * unseen.exactAccuracy(), 100 * unseen.accuracy()));
        if (unseen.exactBySegment().size() > 1) {
            out.println("solved after each segment: " + unseen.exactBySegment().stream()
                    .map(exact -> String.format(Locale.ROOT, "%.1f %%", 100 * exact)).collect(Collectors.joining(", "))
                    + String.format(Locale.ROOT, "; the halting head is right about %.1f %%", 100 * unseen.haltAccuracy()));
        }
    }
}
