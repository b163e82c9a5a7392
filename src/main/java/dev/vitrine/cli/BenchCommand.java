package dev.vitrine.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measures speed.", synopsisSubcommandLabel = "COMMAND",
        subcommands = {BenchTrainCommand.class, BenchDecodeCommand.class, BenchHrmCommand.class, BenchSweepCommand.class})
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: say what to measure, such as bench train");
    }
}
