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

    @Option(names = "--open", paramLabel = "FILE", description = "A file of a run (.vitrine) to open in the window.")
    private Path file;

    @Override
    public Integer call() {
        if (file != null && !Files.isRegularFile(file)) {
            throw new ParameterException(spec.commandLine(), "there is no file " + file + ": give a .vitrine file that the window saved");
        }
        return WindowStart.run(file);
    }
}
