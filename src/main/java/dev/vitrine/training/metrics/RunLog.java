package dev.vitrine.training.metrics;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.Reason;
import dev.vitrine.engine.Version;
import dev.vitrine.engine.checkpoint.CheckpointException;
import dev.vitrine.training.History;
import dev.vitrine.training.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What a run leaves in its folder while it trains: {@code metrics.csv}, {@code metrics.jsonl} and TensorBoard's
 * {@code events.out.tfevents.*} with a row a logged or measured step, and {@code log.jsonl} with its events. A run that goes
 * on from a state goes on after the rows before it. A file that can no longer be written is told of once and given up.
 */
public final class RunLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

    private final Run run;
    private final Consumer<String> told;
    private final List<MetricFile> files = new ArrayList<>();
    private LogFile log;   // null: nobody listens
    private int measurements;

    /** @param files to write rows to; not modified */
    RunLog(Run run, List<MetricFile> files, Consumer<String> told) {
        this.run = run;
        this.told = told;
        this.files.addAll(files);
        measurements = measurements();
    }

    /**
     * @param folder of the run; null for one that leaves nothing
     * @param run    in the state from which it trains
     * @param last   step at which it is to end
     * @param told   gets a sentence where a file cannot be written any more
     * @throws CheckpointException where a file cannot be written from the start
     */
    public static RunLog open(Path folder, LogLevel level, Run run, int last, Consumer<String> told) {
        RunLog opened = new RunLog(run, List.of(), told);
        if (folder != null) {
            try {
                opened.log = LogFile.open(folder.resolve("log.jsonl"), level);
                opened.files.add(CsvMetrics.open(folder, run.step()));
                opened.files.add(JsonMetrics.open(folder, run.step()));
                opened.files.add(TensorBoardEvents.open(folder, run.step(), Clock.systemUTC()));
            } catch (IOException e) {
                opened.close();
                throw new CheckpointException("the metrics of the run cannot be written in " + folder + " (" + e.getMessage()
                        + "); check the folder and its disk", e);
            } catch (CheckpointException e) {
                opened.close();
                throw e;
            }
        }
        LOG.atInfo().addKeyValue("step", run.step()).addKeyValue("last_step", last).addKeyValue("run", run.config().name())
                .addKeyValue("model", run.config().model().type()).addKeyValue("parameters", run.model().parameters().count())
                .addKeyValue("seed", run.config().seed()).addKeyValue("backend", run.config().backend())
                .addKeyValue("program", Version.text()).log(run.step() == 0 ? "run started" : "run resumed");
        return opened;
    }

    private int measurements() {
        History history = run.history();
        return history.validation().size() + history.exact().size();
    }

    /** A step is over. @param shown whether its numbers are wanted, even if nothing was measured on what is held out */
    public void step(int step, boolean shown) {
        boolean measured = measurements != measurements();
        measurements = measurements();
        if (!shown && !measured) {
            return;
        }
        MetricRow row = MetricRow.of(run.history(), step, run.data().stages().get(run.data().stageOf(step)).config().name());
        each(file -> file.row(row));
        each(MetricFile::flush);
        LOG.atDebug().addKeyValue("step", step).addKeyValue("loss", row.loss()).addKeyValue("tokens_per_second", row.tokensPerSecond()).log("step");
        if (measured) {
            LoggingEventBuilder event = LOG.atInfo().addKeyValue("step", step).addKeyValue("validation_loss", row.validationLoss());
            (Double.isNaN(row.exactAccuracy()) ? event : event.addKeyValue("exact_accuracy", row.exactAccuracy())).log("measured");
        }
    }

    /** The run ends here. @param why such as "it came to its end" */
    public void stopped(String why) {
        LOG.atInfo().addKeyValue("step", run.step()).addKeyValue("why", why).addKeyValue("state_hash", run.stateHashText()).log("run stopped");
    }

    /** The run ends here, as something went wrong. */
    public void failed(Throwable why) {
        LoggingEventBuilder event = LOG.atError().addKeyValue("step", run.step());
        (why instanceof InputException ? event.addKeyValue("error", why.getMessage()) : event.setCause(why)).log("run failed");
    }

    private interface Work {
        void on(MetricFile file) throws IOException;
    }

    private void each(Work work) {
        for (MetricFile file : List.copyOf(files)) {
            try {
                work.on(file);
            } catch (IOException e) {
                files.remove(file);
                told.accept(file + " cannot be written any more (" + Reason.of(e) + ") and ends at step " + run.step());
                LOG.atWarn().addKeyValue("step", run.step()).addKeyValue("file", file).addKeyValue("error", e.getMessage()).log("metrics given up");
            }
        }
    }

    @Override
    public void close() {
        each(MetricFile::close);
        files.clear();
        if (log != null) {
            log.close();
        }
    }
}
