package dev.vitrine.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program's first word on the command line. */
@Command(name = "vitrine", mixinStandardHelpOptions = true,
        description = "Trains small Transformers and Hierarchical Reasoning Models from scratch and shows every number.",
        footer = {"", "Without a command, or with 'ui', the window opens.", "",
            "Exit codes: 0 done, 1 failed (one sentence on stderr says why), 2 wrong usage."},
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TrainCommand.class, GenerateCommand.class, EvaluateCommand.class, InspectCommand.class, CheckCommand.class,
            ConvertCommand.class, ConfigCommand.class, TokenizeCommand.class, DataCommand.class, PuzzleCommand.class, BenchCommand.class})
public final class Vitrine implements Runnable {
    @Spec
    private CommandSpec spec;

    private Vitrine() {
    }

    /** @param version of the program, such as "0.1.0" */
    public static CommandLine commandLine(String version) {
        CommandLine line = new CommandLine(new Vitrine());
        line.getCommandSpec().version("vitrine " + version);
        line.getSubcommands().values().forEach(c -> withVersion(c, version));
        return line.setExpandAtFiles(false)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Failures::usage)
                .setExecutionExceptionHandler(Failures::failed);
    }

    private static void withVersion(CommandLine command, String version) {
        command.getCommandSpec().version("vitrine " + version);
        command.getSubcommands().values().forEach(c -> withVersion(c, version));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
