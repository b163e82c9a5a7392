package dev.vitrine.app;

import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.ui.WindowBench;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vitrine bench window}: what the open window costs the training thread. */
@Command(name = "window", mixinStandardHelpOptions = true,
        description = "Trains on one thread, in turn with nobody looking and with every view open; software rendering.")
final class BenchWindowCommand implements Callable<Integer> {
    /** Enough for any bench; a round ends by time. */
    private static final int STEPS = 20_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--preset", defaultValue = "start", description = "What to train (default: ${DEFAULT-VALUE}).")
    private String preset;

    @Option(names = "--rounds", defaultValue = "3", description = "Pairs of rounds that count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "6", description = "Length of a round (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (rounds < 1 || seconds < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds and --seconds must be at least 1");
        }
        RunConfig config = RunConfigs.preset(preset);
        RunConfig longer = config.withStages(List.of(config.stages().getFirst().withSteps(STEPS)));
        if (WindowStart.displayed()) {
            System.setProperty("prism.order", "sw");
        } else {
            WindowStart.headless();
        }
        CompletableFuture<WindowBench.Result> answer = new CompletableFuture<>();
        Platform.setImplicitExit(false);
        Platform.startup(() -> {
            try {
                new WindowBench(longer, rounds, seconds, answer::complete).start();
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        WindowBench.Result r = answer.get();
        Platform.exit();
        spec.commandLine().getOut().println(json ? WindowBench.json(r) : String.format(
                "%d views open: %.0f tokens per CPU-second against %.0f with nobody looking (ratio %.3f);%n"
                + "frame handler, 95th percentile of %d frames: %.2f ms",
                r.views(), r.watched(), r.headless(), r.ratio(), r.frames(), r.handlerP95()));
        return 0;
    }
}
