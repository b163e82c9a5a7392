package dev.vitrine.cli;

import dev.vitrine.engine.InputException;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "validate", mixinStandardHelpOptions = true,
        description = "Says of each file in a sentence whether it is a run; the exit code is 1 where one is not. Texts and models that a"
                + " file names are not looked at.")
final class ConfigValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "YAML or JSON files of runs.")
    List<Path> files;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        int wrong = 0;
        for (Path file : files) {
            try {
                RunConfig config = RunConfigs.file(file);
                spec.commandLine().getOut().println(file + " is a run: '" + config.name() + "', " + config.model().type() + " on "
                        + config.stages().stream().map(s -> s.data()).distinct().collect(Collectors.joining(", ")));
            } catch (InputException e) {
                spec.commandLine().getErr().println(Failures.sentence(e));
                wrong++;
            }
        }
        return wrong == 0 ? 0 : Failures.FAILED;
    }
}
