package dev.vitrine.app;

import dev.vitrine.ui.StartBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vitrine bench start}: how long the window takes to open. */
@Command(name = "start", mixinStandardHelpOptions = true,
        description = "Opens the window, trains a few steps in it and closes it; without a display the window is drawn into memory.")
final class BenchStartCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--steps", defaultValue = "20", description = "Steps to train (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        if (steps < 1) {
            throw new ParameterException(spec.commandLine(), "--steps must be at least 1, got " + steps);
        }
        StartBench.Result r = WindowStart.measure(steps).orElseThrow(() ->
                new IllegalArgumentException("the window was closed or stood still before it had trained " + steps + " steps"));
        spec.commandLine().getOut().println(json ? r.json() : String.format(
                "window shown after %d ms, model ready after %d ms, step %d after %d ms", r.shown(), r.ready(), r.steps(), r.trained()));
        return 0;
    }
}
