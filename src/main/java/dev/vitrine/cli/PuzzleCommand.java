package dev.vitrine.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "puzzle", mixinStandardHelpOptions = true, description = "Makes puzzles, solves them, and measures a model on them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PuzzleGenerateCommand.class, PuzzleSolveCommand.class, PuzzleEvaluateCommand.class})
final class PuzzleCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: say what to do, such as puzzle generate");
    }
}
