package dev.vitrine.cli;

import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.data.TextFiles;
import dev.vitrine.engine.data.report.Inspector;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.model.Footprint;
import dev.vitrine.training.Run;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.RunData;
import dev.vitrine.training.RunFile;
import dev.vitrine.training.StageConfig;
import dev.vitrine.training.StageData;
import dev.vitrine.training.metrics.MetricRow;
import dev.vitrine.training.metrics.RunLog;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** The work of {@link TrainCommand}: a run from its first step to its last, on this thread. */
final class Training {
    private static final long NO_TIMELINE = 0;   // bytes: nobody goes back here

    private final TrainCommand options;
    private final CommandLine command;
    private final PrintWriter err;

    Training(TrainCommand options) {
        this.options = options;
        command = options.spec.commandLine();
        err = command.getErr();
    }

    int run() {
        if (options.resume == null && options.source == null) {
            throw Failures.wrong(command, "name what to train: --preset NAME, --config FILE, or --resume DIR");
        }
        if (resumes()) {
            if (!ModelFiles.isFolder(options.resume)) {
                throw Failures.wrong(command, "--resume needs the folder of a run, got the file " + options.resume);
            }
            if (options.out != null && !options.out.toAbsolutePath().normalize().equals(options.resume.toAbsolutePath().normalize())) {
                throw Failures.wrong(command, "--resume saves in the folder of the run, " + options.resume + ": leave out --out");
            }
            options.out = options.resume;
        }
        Optional<RunConfig> asked = options.source == null ? Optional.empty() : Optional.of(config());
        if (resumes() && asked.isEmpty()) {
            Keeping.requireRun(options.resume);
        }
        if (options.out != null) {
            ModelFiles.prepare(options.out);
        }
        try (Keeping keeping = Keeping.open(options, err)) {
            run(keeping.config(resumes(), asked), keeping);
            return 0;
        }
    }

    private boolean resumes() {
        return options.resume != null;
    }

    private void run(RunConfig config, Keeping keeping) {
        Backends.fallbackNotice(config.backend()).ifPresent(err::println);
        Optional<RunFile.Contents> before = keeping.checkpoint(resumes());
        keeping.begun(config, options.steps != null ? options.steps : keeping.lastStep(resumes()));
        RunData data = before.map(RunFile.Contents::data).orElseGet(() -> RunData.load(config));
        for (StageData stage : data.stages()) {
            stage.train().notes().forEach(note -> err.println("stage " + stage.config().name() + ": " + note));
        }
        int last = lastStep(data, keeping.lastStep(resumes()));
        keeping.begun(config, last);
        TrainingReport report = options.json ? new JsonReport(command.getOut()) : new TextReport(command.getOut(), err, last);
        if (!options.json && before.isEmpty()) {
            lookAtTexts(config, data, report);   // a run that is gone on with has its texts with it
        }
        try (Run run = open(config, data, before); Interrupt interrupt = new Interrupt();
             RunLog log = keeping.log(run, last)) {
            try {
                work(run, last, report, interrupt, keeping, log);
            } catch (RuntimeException | OutOfMemoryError e) {
                log.failed(e);
                throw e;
            }
        }
    }

    private void work(Run run, int last, TrainingReport report, Interrupt interrupt, Keeping keeping, RunLog log) {
        boolean hadModel = options.out != null && ModelFiles.holdsModel(options.out);
        report.begun(run.footprint());
        long began = System.nanoTime();
        double cpuBegan = CpuClock.seconds();
        boolean stopped = train(run, last, report, interrupt, keeping, log);
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpuSeconds = CpuClock.seconds() - cpuBegan;
        report.trained();
        if (stopped) {
            err.println(run.whyStopped());
        }
        if (run.config().stopping().keepBest()) {
            run.measureHeldOut();
        }
        Run.Result result = run.result();
        TrainingReport.Summary summary = summary(run, result, stopped, seconds, cpuSeconds, interrupt);
        String fate = save(run, result, interrupt.asked() && hadModel);
        keeping.ended(run, last, !interrupt.asked());
        log.stopped(interrupt.asked() ? "it was interrupted" : stopped ? run.whyStopped() : "it came to its end");
        report.summary(summary, fate);
    }

    private Run open(RunConfig config, RunData data, Optional<RunFile.Contents> before) {
        if (before.isEmpty()) {
            return new Run(config, data, options.threads, NO_TIMELINE);
        }
        err.println("going on from the checkpoint of step " + before.get().state().step());
        return new Run(config, data, options.threads, NO_TIMELINE, before.get().state());
    }

    private static void lookAtTexts(RunConfig config, RunData data, TrainingReport report) {
        for (StageConfig stage : config.stages()) {
            if (stage.hasTexts()) {
                boolean lines = stage.format().equals(StageConfig.LINES);
                report.data(stage.name(), Inspector.inspect(TextFiles.source(stage.data()), stage.read(), new Inspector.Options(data.tokenizer(),
                        lines ? config.model().contextLength() : 0, lines ? stage.validationFraction() : 0, config.seed(), "")));
            }
        }
    }

    private RunConfig config() {
        RunConfig config = RunConfigs.set(options.source.config(), options.changes);
        if (options.seed != null) {
            config = config.withSeed(options.seed);
        }
        if (options.backend != null) {
            config = config.withBackend(options.backend);
        }
        return config.withStages(stages(config.stages()));
    }

    private List<StageConfig> stages(List<StageConfig> planned) {
        if (!options.data.isEmpty() && options.data.size() != planned.size()) {
            throw Failures.wrong(command, "--data must name one file for each stage of the run, "
                    + String.join(", ", planned.stream().map(StageConfig::name).toList()) + ", got " + options.data.size());
        }
        List<StageConfig> stages = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            StageConfig stage = planned.get(i);
            stage = options.data.isEmpty() ? stage : stage.withData(options.data.get(i));
            stage = options.epochs == null ? stage : stage.withEpochs(options.epochs);
            stages.add(stepsAreTheStages(planned) ? stage.withSteps(options.steps) : stage);
        }
        return stages;
    }

    /** Whether --steps is the length of the only stage, to which its schedule stretches; else it cuts the run. */
    private boolean stepsAreTheStages(List<StageConfig> planned) {
        return options.steps != null && planned.size() == 1 && options.epochs == null;
    }

    /** @param before where a run that is gone on with was to end; -1 where it begins */
    private int lastStep(RunData data, int before) {
        if (options.steps != null && options.steps > data.totalSteps()) {
            err.println("the stages end after " + data.totalSteps() + " steps, before the " + options.steps
                    + " that were asked for; raise --epochs for more");
        }
        int wanted = options.steps != null ? options.steps : before >= 0 ? before : data.totalSteps();
        return Math.min(wanted, data.totalSteps());
    }

    /** Returns whether training stopped by itself before its end. */
    private boolean train(Run run, int last, TrainingReport report, Interrupt interrupt, Keeping keeping,
                          RunLog log) {
        for (int step = run.step(); step < last && !interrupt.asked(); step++) {
            run.goTo(step, 1);
            run.runToTarget();
            keeping.measured(run);
            if (run.stopsHere()) {
                return true;
            }
            run.goTo(step + 1, 0);
            run.runToTarget();
            boolean shown = step % options.logEvery == 0 || step == last - 1;
            log.step(step, shown);
            if (step + 1 < last) {
                keeping.arrived(run);
            }
            if (run.history().lossScale().at(step, 1) != 0) {
                report.skipped(step, run.history().lossScale().at(step, 0));
            }
            if (shown) {
                report.step(MetricRow.of(run.history(), step, run.data().stages().get(run.data().stageOf(step)).config().name()));
            } else {
                report.progress(step, run.history());
            }
        }
        return false;
    }

    private TrainingReport.Summary summary(Run run, Run.Result result, boolean stopped, double seconds, double cpuSeconds,
                                           Interrupt interrupt) {
        Measured measured = Measured.of(run, result.weights(), !interrupt.asked());
        if (!Double.isFinite(measured.loss())) {
            throw new TrainingFailedException("after step " + run.step() + " the loss over the training data is " + measured.loss()
                    + ", so nothing was saved: lower the learning rate");
        }
        Footprint memory = run.footprint();
        return new TrainingReport.Summary(run.step(), measured, run.model().parameters().count(), memory.activationBytes(),
                memory.totalBytes(), seconds, run.config().hasPuzzles() ? CpuClock.seconds() : cpuSeconds, run.flops(), run.stateHashText(),
                run.config().update().emaDecay() > 0, run.config().stopping().keepBest() ? result.state() : -1, stopped);
    }

    /** @return what became of the model, for a person */
    private String save(Run run, Run.Result result, boolean keepOld) {
        if (options.out == null) {
            return "not saved; --out DIR saves the model";
        }
        if (keepOld) {
            err.println("training was stopped at step " + run.step() + "; the model that was in " + options.out + " is still there");
            return "not saved over the model in " + options.out;
        }
        ModelFiles.save(options.out, run.model(), result.weights(), run.data().tokenizer(), run.config().supervised());
        return "saved in " + options.out;
    }
}
