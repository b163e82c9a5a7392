package dev.vitrine.cli;

import dev.vitrine.training.ConfigSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "schema", mixinStandardHelpOptions = true,
        description = "Prints the JSON Schema of a run's file, from which editors complete and check what is typed.",
        footer = {"", "For example:",
            "  vitrine config schema > run.schema.json",
            "and in the first line of a YAML file:",
            "  # yaml-language-server: $schema=run.schema.json"})
final class ConfigSchemaCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().println(ConfigSchema.create().toPrettyString());
    }
}
