package dev.vitrine.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vitrine ui}: the window. */
@Command(name = "ui", mixinStandardHelpOptions = true, description = "Opens the window, as does no command at all.",
        footer = {"", "vitrine FILE.vitrine is short for vitrine ui --open FILE.vitrine"})
final class WindowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--open", paramLabel = "FILE",
            description = "What to open in the window: the file of a run (.vitrine), or a model's folder or file.")
    private Path file;

    @Override
    public Integer call() {
        if (file != null && !Files.exists(file)) {
            throw new ParameterException(spec.commandLine(), "there is nothing at " + file
                    + ": give the file of a run (.vitrine), or a model's folder or file");
        }
        return WindowStart.run(file);
    }
}
