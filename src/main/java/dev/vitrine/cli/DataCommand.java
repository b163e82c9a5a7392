package dev.vitrine.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "data", mixinStandardHelpOptions = true, description = "Looks at texts before training, and makes token shards of those larger than memory.",
        synopsisSubcommandLabel = "COMMAND", subcommands = {DataInspectCommand.class, DataShardCommand.class})
final class DataCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: say what to do, such as data inspect");
    }
}
