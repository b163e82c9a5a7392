package dev.vitrine.cli;

import dev.vitrine.training.ConfigFormat;
import dev.vitrine.training.Presets;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "show", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Prints every key of a run with its value; the first preset where none is named.",
        footer = {"", "For example:",
            "  vitrine config show --preset sudoku6 > mine.yaml",
            "  vitrine config show --config mine.yaml --set model.layers=4 --format json"})
final class ConfigShowCommand implements Callable<Integer> {
    @ArgGroup
    TrainCommand.Source source;

    @Option(names = "--set", paramLabel = "KEY=VALUE", arity = "1..*", description = "Changes of the config, such as model.layers=4.")
    List<String> changes = new ArrayList<>();

    @Option(names = "--format", paramLabel = "NAME", description = "yaml or json (default: ${DEFAULT-VALUE}).")
    String format = "yaml";

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        ConfigFormat chosen = switch (format) {
            case "yaml" -> ConfigFormat.YAML;
            case "json" -> ConfigFormat.JSON;
            default -> throw Failures.wrong(spec.commandLine(), "unknown format '" + format + "'; choose one of [yaml, json]");
        };
        RunConfig config = source == null ? RunConfigs.preset(Presets.REGISTRY.names().iterator().next()) : source.config();
        spec.commandLine().getOut().print(RunConfigs.text(RunConfigs.set(config, changes), chosen));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
