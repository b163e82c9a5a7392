package dev.vitrine.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "tokenize", mixinStandardHelpOptions = true, description = "Trains tokenizers, and turns text into ids and back.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TokenizeTrainCommand.class, TokenizeEncodeCommand.class, TokenizeDecodeCommand.class})
final class TokenizeCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: say what to do, such as tokenize train");
    }
}
